using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Connectors.Records.Tests;

public sealed class EventTimeTests
{
    [Theory]
    [InlineData("1700000000", 1_700_000_000_000_000_000)]
    [InlineData("1700000000123", 1_700_000_000_123_000_000)]
    [InlineData("1700000000123456", 1_700_000_000_123_456_000)]
    [InlineData("1506702504433000200", 1_506_702_504_433_000_200)]
    [InlineData("1700000000.5", 1_700_000_000_500_000_000)]
    [InlineData("1700000000.000000001", 1_700_000_000_000_000_001)]
    [InlineData("2023-11-14T22:13:20Z", 1_700_000_000_000_000_000)]
    [InlineData("2023-11-14t22:13:20z", 1_700_000_000_000_000_000)]
    [InlineData("2023-11-14 22:13:20Z", 1_700_000_000_000_000_000)]
    [InlineData("2023-11-14T22:13:20.1Z", 1_700_000_000_100_000_000)]
    [InlineData("2023-11-14T22:13:20.123Z", 1_700_000_000_123_000_000)]
    [InlineData("2023-11-14T22:13:20.123456789Z", 1_700_000_000_123_456_789)]
    [InlineData("2023-11-15T00:13:20+02:00", 1_700_000_000_000_000_000)]
    [InlineData("2023-11-14T16:43:20-05:30", 1_700_000_000_000_000_000)]
    [InlineData("2024-02-29T00:00:00Z", 1_709_164_800_000_000_000)]
    [InlineData("2016-12-31T23:59:60Z", 1_483_228_800_000_000_000)]
    public void Reads_every_form_to_the_nanosecond(string text, long nanoseconds)
    {
        Assert.True(EventTimeParser.TryParse(Some.Utf8(text), out EventTime time));
        Assert.Equal(nanoseconds, time.Nanoseconds);
    }

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("0001-01-01T00:00:00Z")]
    [InlineData("1969-12-31T23:59:59Z")]
    [InlineData("2023-11-14")]
    [InlineData("2023-11-14T22:13:20")]
    [InlineData("2023-11-14T22:13:20.Z")]
    [InlineData("2023-11-14T22:13:20.1234567890Z")]
    [InlineData("2023-13-14T22:13:20Z")]
    [InlineData("2023-02-29T22:13:20Z")]
    [InlineData("2023-11-14T24:13:20Z")]
    [InlineData("2023-11-14T22:13:20+2:00")]
    [InlineData("2300-01-01T00:00:00Z")]
    [InlineData("1.7e18")]
    [InlineData("9223372036854775808")]
    [InlineData("99999999999999999999")]
    [InlineData("yesterday")]
    public void Says_so_when_it_is_no_time(string text) =>
        Assert.False(EventTimeParser.TryParse(Some.Utf8(text), out _));

    [Theory]
    [InlineData(1_700_000_000_000_000_000, "1700000000", "2023-11-14T22:13:20Z")]
    [InlineData(1_700_000_000_250_000_000, "1700000000.25", "2023-11-14T22:13:20.25Z")]
    [InlineData(1_700_000_000_000_000_001, "1700000000.000000001", "2023-11-14T22:13:20.000000001Z")]
    [InlineData(1, "0.000000001", "1970-01-01T00:00:00.000000001Z")]
    public void Is_written_with_the_decimals_that_it_has(long nanoseconds, string unix, string rfc3339)
    {
        var time = new EventTime(nanoseconds);
        var text = new ByteWriter(0);
        time.WriteUnixSeconds(text);
        Assert.Equal(unix, Encoding.ASCII.GetString(text.Written));
        Assert.Equal(rfc3339, time.ToString());
    }

    [Fact]
    public void Whole_and_damaged_times_are_read_as_the_platform_reads_them()
    {
        var random = new Random(17);
        int whole = 0;
        for (int round = 0; round < 50_000; round++)
        {
            DateTime second = new DateTime(random.Next(1971, 2260), 1, 1, 0, 0, 0, DateTimeKind.Utc)
                .AddSeconds(random.NextInt64(365L * 86_400));
            int decimals = random.Next(10);
            string fraction = decimals == 0 ? "" : "." + random.NextInt64(1_000_000_000).ToString("D9")[..decimals];
            char[] text = [.. second.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture), .. fraction, 'Z'];
            if (round % 2 == 0)
            {
                text[random.Next("200".Length, text.Length)] = "0123456789:-.TZ x"[random.Next(17)];
            }

            long? expected = Nanoseconds(new string(text));
            bool isTime = EventTimeParser.TryParse(Encoding.ASCII.GetBytes(text), out EventTime time);
            Assert.True(isTime == expected is not null && time.Nanoseconds == (expected ?? time.Nanoseconds),
                $"{new string(text)}: {time.Nanoseconds}, not {expected}");
            whole += isTime ? 1 : 0;
        }

        Assert.InRange(whole, 25_000, 45_000);

        static long? Nanoseconds(string text)
        {
            // The platform knows no leap second, and no more than seven decimals.
            Match parts = Regex.Match(text, @"^(\d{4}-\d\d-\d\d[T ]\d\d:\d\d:)(\d\d)(\.(\d{1,9}))?Z\z");
            int seconds = parts.Success ? int.Parse(parts.Groups[2].Value, CultureInfo.InvariantCulture) : 99;
            bool isMinute = DateTime.TryParseExact(
                parts.Groups[1].Value.Replace('T', ' '), "yyyy-MM-dd HH:mm:", CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out DateTime minute);
            long nanoseconds = ((minute - DateTime.UnixEpoch).Ticks * 100) + (seconds * 1_000_000_000L)
                + int.Parse(parts.Groups[4].Value.PadRight(9, '0'), CultureInfo.InvariantCulture);
            return isMinute && seconds <= 60 && minute.Year is >= 1970 and < 2262 ? nanoseconds : null;
        }
    }

    [Fact]
    public void What_is_written_is_read_back()
    {
        var random = new Random(5);
        for (int round = 0; round < 10_000; round++)
        {
            // From September 2001 on: earlier nanoseconds are as small as a later time's microseconds.
            var time = new EventTime(random.NextInt64(1_000_000_000_000_000_000, long.MaxValue - 2_000_000_000));
            Assert.True(EventTimeParser.TryParse(Some.Utf8(time.ToString()), out EventTime read));
            Assert.Equal(time, read);
            Assert.True(EventTimeParser.TryParse(Some.Utf8(time.Nanoseconds.ToString()), out read));
            Assert.Equal(time, read);
        }
    }
}
