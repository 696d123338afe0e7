namespace Connectors.Hosting.Tests;

public sealed class TimeWindowTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 10, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("2026-11-22", "2026-11-22T00:00:00Z")]
    [InlineData("2026-11-22T10:30", "2026-11-22T10:30:00Z")]
    [InlineData("2026-11-22T10:30Z", "2026-11-22T10:30:00Z")]
    [InlineData("2026-11-22T10:30:15+02:00", "2026-11-22T08:30:15Z")]
    [InlineData("90m", "2026-11-23T08:30:00Z")]
    [InlineData("24h", "2026-11-22T10:00:00Z")]
    [InlineData("7d", "2026-11-16T10:00:00Z")]
    [InlineData("22.11.2026", null)]
    [InlineData("7", null)]
    [InlineData("99999999d", null)]
    [InlineData("", null)]
    public void A_time_is_a_date_a_moment_or_an_age(string text, string? time) => Assert.Equal(
        time, TimeWindow.Parse(text, Now)?.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"));

    [Theory]
    [InlineData("s3://b/http/20261122/20261122T235955Z_20261123T000010Z_0a1b.log.gz", "2026-11-22 23:59:55")]
    [InlineData("20261122T235955Z_20261123T000010Z_0a1b.log.gz", "2026-11-22 23:59:55")]
    [InlineData("s3://b/20261122T235955Z_20261123T000010Z_x/other.log.gz", "2026-11-23 10:00:00")]
    [InlineData("s3://b/20269922T235955Z_20261123T000010Z_x.log.gz", "2026-11-23 10:00:00")]
    [InlineData("s3://b/other.log.gz", "2026-11-23 10:00:00")]
    public void An_object_is_of_the_time_in_its_name_or_else_of_when_it_was_written(string uri, string time) =>
        Assert.Equal(
            time,
            TimeWindow.TimeOf(new BatchReference(uri) { Modified = Now })?.ToString("yyyy-MM-dd HH:mm:ss"));

    [Theory]
    [InlineData(0, 1, true)]
    [InlineData(-1, 0, false)]
    [InlineData(1, null, false)]
    [InlineData(null, 1, true)]
    [InlineData(null, null, true)]
    public void A_window_has_its_first_moment_and_not_its_last(int? from, int? to, bool isIn) =>
        Assert.Equal(isIn, new TimeWindow(Hours(from), Hours(to)).Contains(Now));

    [Fact]
    public void What_has_no_time_is_in_every_window() =>
        Assert.True(new TimeWindow(Now, Now.AddHours(1)).Contains(null));

    private static DateTimeOffset? Hours(int? hours) => hours is { } known ? Now.AddHours(known) : null;
}
