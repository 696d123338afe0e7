namespace Connectors.Records;

/// <summary>
/// Reads a time in every form that Logpush writes (<c>timestamp_format</c>): unix seconds, milliseconds or nanoseconds,
/// bare or in quotes, and RFC 3339 with 0 to 9 decimals. Whole-number arithmetic only: a double cannot hold 2026 in
/// nanoseconds.
/// </summary>
/// <remarks>
/// Which unit a unix time has is told by its size, as the formats can change in mid-stream. Source:
/// https://developers.cloudflare.com/logs/logpush/logpush-job/log-output-options/
/// </remarks>
public static class EventTimeParser
{
    // A unix time below a bound has the unit beside it. 10^11 s is the year 5138; 10^11 ms is March 1973.
    private const long SecondsBelow = 100_000_000_000;
    private const long MillisecondsBelow = 100_000_000_000_000;
    private const long MicrosecondsBelow = 100_000_000_000_000_000;

    private const long NanosecondsPerSecond = 1_000_000_000;
    private const long LastSecond = (long.MaxValue / NanosecondsPerSecond) - 1; // in the year 2262
    private const int MaxDecimals = 9;

    /// <summary>Reads the value of a field.</summary>
    /// <returns>
    /// False when it is none of the forms, or not after 1970-01-01T00:00:00Z: Logpush writes 0 and 0001-01-01T00:00:00Z
    /// for "no time".
    /// </returns>
    public static bool TryParse(FieldSlice field, ReadOnlySpan<byte> record, out EventTime time) =>
        TryParse(field.Text(record), out time);

    /// <summary>Reads a text without quotes.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out EventTime time)
    {
        const int dashPlace = 4; // of 2026-11-22
        if (UsualTime.TryParse(text, out long usual))
        {
            time = new EventTime(usual);
            return true;
        }

        bool isDate = text.Length > dashPlace && text[dashPlace] == '-';
        bool parsed = isDate ? TryParseRfc3339(text, out long nanoseconds) : TryParseUnix(text, out nanoseconds);
        time = new EventTime(nanoseconds);
        return parsed && nanoseconds > 0;
    }

    private static bool TryParseUnix(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        int digits = text.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        ReadOnlySpan<byte> whole = digits < 0 ? text : text[..digits];
        if (!TryParseDigits(whole, out long number))
        {
            return false;
        }

        if (digits >= 0)
        {
            return number < SecondsBelow && TryParseDecimals(text[digits..], out long fraction, out int used)
                && digits + used == text.Length && TryAdd(number, fraction, out nanoseconds);
        }

        long factor = number switch
        {
            < SecondsBelow => NanosecondsPerSecond,
            < MillisecondsBelow => 1_000_000,
            < MicrosecondsBelow => 1_000,
            _ => 1,
        };
        nanoseconds = number <= long.MaxValue / factor ? number * factor : 0;
        return true;
    }

    // yyyy-MM-ddTHH:mm:ss, decimals or none, then Z or an offset.
    private static bool TryParseRfc3339(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        const int secondsLength = 19; // of 2026-11-22T21:33:00
        nanoseconds = 0;
        if (text.Length <= secondsLength || !TryParseSeconds(text[..secondsLength], out long seconds))
        {
            return false;
        }

        ReadOnlySpan<byte> rest = text[secondsLength..];
        long fraction = 0;
        if (rest[0] == '.')
        {
            if (!TryParseDecimals(rest, out fraction, out int used))
            {
                return false;
            }

            rest = rest[used..];
        }

        return TryParseOffset(rest, out int offsetSeconds)
            && TryAdd(seconds - offsetSeconds, fraction, out nanoseconds);
    }

    private static bool TryParseSeconds(ReadOnlySpan<byte> text, out long seconds)
    {
        seconds = 0;
        bool separated =
            text[4] == '-' && text[7] == '-' && (text[10] | 0x20) is 't' or ' ' && text[13] == ':' && text[16] == ':';
        if (!separated
            || !TryParseDigits(text[..4], out long year) || !TryParsePair(text[5..], out int month)
            || !TryParsePair(text[8..], out int day) || !TryParsePair(text[11..], out int hour)
            || !TryParsePair(text[14..], out int minute) || !TryParsePair(text[17..], out int second))
        {
            return false;
        }

        const int leapSecond = 60; // 23:59:60 is the first second of the next day, as unix time has it
        bool inRange = year is > 0 and <= 9999 && month is > 0 and <= 12 && day > 0
            && day <= DateTime.DaysInMonth((int)year, month) && hour < 24 && minute < 60 && second <= leapSecond;
        if (inRange)
        {
            var midnight = new DateTime((int)year, month, day, 0, 0, 0, DateTimeKind.Utc);
            long days = (midnight - DateTime.UnixEpoch).Ticks / TimeSpan.TicksPerDay;
            seconds = (days * 86_400) + (hour * 3_600) + (minute * 60) + second;
        }

        return inRange;
    }

    private static bool TryParseOffset(ReadOnlySpan<byte> text, out int seconds)
    {
        seconds = 0;
        if (text is [(byte)'Z' or (byte)'z'])
        {
            return true;
        }

        const int offsetLength = 6; // of +02:00
        if (text.Length != offsetLength || text[3] != ':' || text[0] is not ((byte)'+' or (byte)'-')
            || !TryParsePair(text[1..], out int hours) || !TryParsePair(text[4..], out int minutes)
            || hours > 23 || minutes > 59)
        {
            return false;
        }

        seconds = ((hours * 3_600) + (minutes * 60)) * (text[0] == '-' ? -1 : 1);
        return true;
    }

    // A dot and 1 to 9 digits, as nanoseconds. A tenth decimal is not a time that we could carry on unchanged.
    private static bool TryParseDecimals(ReadOnlySpan<byte> text, out long nanoseconds, out int used)
    {
        nanoseconds = 0;
        used = 0;
        if (text[0] != '.')
        {
            return false;
        }

        int end = text[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        ReadOnlySpan<byte> digits = end < 0 ? text[1..] : text.Slice(1, end);
        if (digits.Length > MaxDecimals || !TryParseDigits(digits, out nanoseconds))
        {
            return false;
        }

        for (int place = digits.Length; place < MaxDecimals; place++)
        {
            nanoseconds *= 10;
        }

        used = digits.Length + 1;
        return true;
    }

    private static bool TryAdd(long seconds, long fraction, out long nanoseconds)
    {
        bool fits = seconds is >= 0 and <= LastSecond;
        nanoseconds = fits ? (seconds * NanosecondsPerSecond) + fraction : 0;
        return fits;
    }

    private static bool TryParsePair(ReadOnlySpan<byte> text, out int number)
    {
        int tens = text[0] - '0';
        int ones = text[1] - '0';
        number = (tens * 10) + ones;
        return (uint)tens <= 9 && (uint)ones <= 9;
    }

    private static bool TryParseDigits(ReadOnlySpan<byte> text, out long number)
    {
        const int digitsThatFit = 18; // into a long, whatever they are
        number = 0;
        foreach (byte digit in text)
        {
            int value = digit - '0';
            bool fits = text.Length <= digitsThatFit || number <= (long.MaxValue - value) / 10;
            if ((uint)value > 9 || !fits)
            {
                return false;
            }

            number = (number * 10) + value;
        }

        return text.Length is > 0 and <= digitsThatFit + 1;
    }
}
