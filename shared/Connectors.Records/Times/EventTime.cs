namespace Connectors.Records;

/// <summary>The moment a record speaks of, exact to the nanosecond. Between 1970 and 2262 (UTC).</summary>
/// <param name="Nanoseconds">Nanoseconds since 1970-01-01T00:00:00Z; more than 0.</param>
public readonly record struct EventTime(long Nanoseconds)
{
    /// <summary>Length of <c>2026-11-22T21:33:00.123456789Z</c> in bytes.</summary>
    private const int LongestRfc3339 = 30;

    private const long NanosecondsPerSecond = 1_000_000_000;
    private const int NanosecondDigits = 9;
    private const int SecondsPerDay = 86_400;
    private const long NanosecondsPerTick = 100;

    public long Seconds => Nanoseconds / NanosecondsPerSecond;

    /// <summary>Nanoseconds behind the whole second, 0 to 999,999,999.</summary>
    public int SubsecondNanoseconds => (int)(Nanoseconds % NanosecondsPerSecond);

    /// <summary>
    /// Writes seconds since 1970 as a JSON number with as many decimals as the time has: <c>1700000000.25</c>.
    /// </summary>
    public void WriteUnixSeconds(ByteWriter output)
    {
        output.WriteNumber(Seconds);
        WriteDecimals(output);
    }

    /// <summary>Writes RFC 3339 in UTC with as many decimals as the time has: <c>2023-11-14T22:13:20.25Z</c>.</summary>
    public void WriteRfc3339(ByteWriter output)
    {
        DateTime second = DateTime.UnixEpoch.AddTicks(Seconds * (NanosecondsPerSecond / NanosecondsPerTick));
        (int year, int month, int day) = DateOnly.FromDateTime(second);
        int ofDay = (int)(Seconds % SecondsPerDay);
        Span<byte> room = output.GetSpan(LongestRfc3339);
        "0000-00-00T00:00:00"u8.CopyTo(room);
        WritePair(year / 100, room);
        WritePair(year % 100, room[2..]);
        WritePair(month, room[5..]);
        WritePair(day, room[8..]);
        WritePair(ofDay / 3_600, room[11..]);
        WritePair(ofDay / 60 % 60, room[14..]);
        WritePair(ofDay % 60, room[17..]);
        output.Advance("0000-00-00T00:00:00".Length);
        WriteDecimals(output);
        output.Write((byte)'Z');
    }

    /// <summary>The same, given the text that told the time: which mostly is what is to be written.</summary>
    internal void WriteRfc3339(ReadOnlySpan<byte> told, ByteWriter output)
    {
        const int secondPlace = 17; // of 2026-11-22T21:33:00Z
        bool isWritten = told.Length > secondPlace && told[10] == 'T' && told[^1] == 'Z'
            && told[secondPlace] != '6' && (told.Length == "0000-00-00T00:00:00Z".Length || told[^2] != '0');
        if (isWritten)
        {
            output.Write(told);
        }
        else
        {
            WriteRfc3339(output);
        }
    }

    public override string ToString()
    {
        var text = new ByteWriter(LongestRfc3339);
        WriteRfc3339(text);
        return System.Text.Encoding.ASCII.GetString(text.Written);
    }

    private static void WritePair(int number, Span<byte> room)
    {
        room[0] = (byte)('0' + (number / 10));
        room[1] = (byte)('0' + (number % 10));
    }

    private void WriteDecimals(ByteWriter output)
    {
        int rest = SubsecondNanoseconds;
        if (rest == 0)
        {
            return;
        }

        int digits = NanosecondDigits;
        while (rest % 10 == 0)
        {
            rest /= 10;
            digits--;
        }

        Span<byte> room = output.GetSpan(digits + 1);
        room[0] = (byte)'.';
        for (int place = digits; place > 0; place--)
        {
            room[place] = (byte)('0' + (rest % 10));
            rest /= 10;
        }

        output.Advance(digits + 1);
    }
}
