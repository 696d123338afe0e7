using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// Reads the form that nearly all times of a batch have, RFC 3339 in UTC with 0 to 9 decimals, at a glance. Whatever is
/// not plainly that is left to <see cref="EventTimeParser"/>, which knows all forms.
/// </summary>
internal static class UsualTime
{
    private const int WholeLength = 20; // 2026-11-22T21:33:00Z
    private const int MaxDecimals = 9;
    private const int FirstYear = 1971; // so that no time is at or before the first second of 1970
    private const int LastYear = 2261;
    private const long NanosecondsPerSecond = 1_000_000_000;
    private const uint Separators = (1 << 4) | (1 << 7) | (1 << 10) | (1 << 13);

    private static readonly short[] DaysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365];

    private static readonly int[] Powers =
        [1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

    /// <summary>Reads a text without quotes.</summary>
    /// <returns>False when it is not plainly a time in this form.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        nanoseconds = 0;
        return text.Length is >= WholeLength and <= WholeLength + 1 + MaxDecimals && text[^1] == 'Z'
            && TryParseSeconds(ref MemoryMarshal.GetReference(text), out long seconds)
            && TryParseDecimals(text, out long fraction)
            && (nanoseconds = (seconds * NanosecondsPerSecond) + fraction) > 0;
    }

    /// <summary>
    /// Whether a text is a time in this form as <see cref="EventTime.WriteRfc3339(ByteWriter)"/> writes it.
    /// </summary>
    internal static bool IsWritten(ReadOnlySpan<byte> text) =>
        TryParse(text, out _) && (text.Length == WholeLength || text[^2] != '0');

    // The digits side by side, then two of them at a time.
    private static bool TryParseSeconds(ref byte text, out long seconds)
    {
        Vector128<byte> head = Vector128.LoadUnsafe(ref text);
        uint separators = Vector128.Equals(head, Vector128.Create("0000-00-00T00:00"u8)).ExtractMostSignificantBits();
        Vector128<byte> digits = Vector128.Shuffle(
            head - Vector128.Create((byte)'0'),
            Vector128.Create((byte)0, 1, 2, 3, 5, 6, 8, 9, 11, 12, 14, 15, 255, 255, 255, 255));
        bool areDigits = Vector128.Min(digits, Vector128.Create((byte)9)) == digits;
        ulong date = Pairs(digits.AsUInt64().ToScalar());
        ulong clock = Pairs(digits.AsUInt64().GetElement(1));
        int year = ((int)(date & byte.MaxValue) * 100) + (byte)(date >> 16);
        int month = (byte)(date >> 32);
        int day = (byte)(date >> 48);
        int hour = (byte)clock;
        int minute = (byte)(clock >> 16);
        int second = ((Unsafe.Add(ref text, 17) - '0') * 10) + Unsafe.Add(ref text, 18) - '0';
        bool isTime = areDigits & (separators & Separators) == Separators & Unsafe.Add(ref text, 16) == ':'
            & hour < 24 & minute < 60 & (uint)(Unsafe.Add(ref text, 18) - '0') <= 9 & (uint)second < 60
            & year is >= FirstYear and <= LastYear & month is >= 1 and <= 12;
        if (!isTime)
        {
            seconds = 0;
            return false;
        }

        int leap = (year % 4 == 0 & year % 100 != 0) | year % 400 == 0 ? 1 : 0;
        int before = DaysBeforeMonth[month - 1];
        int most = DaysBeforeMonth[month] - before + (month == 2 ? leap : 0);
        int days = (365 * (year - 1970)) + ((year - 1969) / 4) - ((year - 1901) / 100) + ((year - 1601) / 400)
            + before + (month > 2 ? leap : 0) + day - 1;
        seconds = (days * 86_400L) + (hour * 3_600) + (minute * 60) + second;
        return (uint)(day - 1) < most;
    }

    // The eight bytes before the Z as one number; those that are none of the decimals count as 0.
    private static bool TryParseDecimals(ReadOnlySpan<byte> text, out long nanoseconds)
    {
        const int eight = sizeof(ulong);
        const ulong zeros = 0x3030_3030_3030_3030;
        const ulong more = 0x7676_7676_7676_7676; // makes the highest bit of every byte from 10 on
        const ulong highest = 0x8080_8080_8080_8080;
        int count = text.Length - WholeLength - 1;
        if (count <= 0)
        {
            nanoseconds = 0;
            return text.Length == WholeLength;
        }

        ref byte start = ref MemoryMarshal.GetReference(text);
        ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref start, text.Length - 1 - eight)) ^ zeros;
        int others = 8 * Math.Max(eight - count, 0);
        word = (word >> others) << others;
        int first = count > eight ? text[WholeLength] - '0' : 0;
        bool areDigits = ((word + more) & highest) == 0 & ((word & highest) == 0) & (uint)first <= 9;
        nanoseconds = ((first * 100_000_000L) + Number(word)) * Powers[count];
        return areDigits & text[WholeLength - 1] == '.';
    }

    // Eight digits, the first in the lowest byte: pairs, fours, and all.
    private static long Number(ulong digits)
    {
        const ulong ofFours = 0x0000_00FF_0000_00FF;
        const ulong hundredAndMillion = 100 + (1_000_000UL << 32);
        const ulong oneAndTenThousand = 1 + (10_000UL << 32);
        digits = Pairs(digits);
        ulong sum = ((digits & ofFours) * hundredAndMillion) + (((digits >> 16) & ofFours) * oneAndTenThousand);
        return (long)(sum >> 32);
    }

    // Of eight digits two at a time as one number, in the lower byte of the two.
    private static ulong Pairs(ulong digits) => (digits * 10) + (digits >> 8);
}
