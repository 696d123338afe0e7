using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// Proves the values without quotes that fill nearly all of a log record: whole numbers, decimal fractions, literals,
/// empty arrays and objects. Whatever is not plainly one of them is left to <see cref="JsonCursor"/>, which knows the
/// whole grammar.
/// </summary>
internal static class UsualScalar
{
    /// <summary>Bytes that are read from the start of a value: so many must lie before the end of the text.</summary>
    internal const int Window = 32;

    // The first bytes of each word as one number. Every processor that we run on is little-endian: the first byte is
    // lowest.
    private const uint True = 't' | ('r' << 8) | ('u' << 16) | ('e' << 24);
    private const uint False = 'f' | ('a' << 8) | ('l' << 16) | ('s' << 24);
    private const uint Null = 'n' | ('u' << 8) | ('l' << 16) | ('l' << 24);
    private const uint EmptyArray = '[' | (']' << 8);
    private const uint EmptyObject = '{' | ('}' << 8);
    private const uint TwoBytes = 0xFFFF;

    /// <summary>The value's length in bytes; 0 when it is not plainly a usual one.</summary>
    /// <remarks>What stands behind the value is not looked at: only a comma there proves that it has ended.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Measure(ref byte start)
    {
        if ((uint)(start - '0') > 9)
        {
            return MeasureLiteral(ref start);
        }

        uint digits = Digits(ref start);
        int length = BitOperations.TrailingZeroCount(~digits);

        // No short cut: whether a number is 0 is not to be foreseen, so a branch would cost more than the comparison.
        bool isUsual = (start != '0') | (length == 1);
        if (Unsafe.Add(ref start, length) == '.')
        {
            length = MeasureFraction(digits, length);
        }

        return isUsual ? length : 0;
    }

    /// <summary>The length of a whole number without a sign; 0 when it is not plainly one.</summary>
    /// <remarks>What stands behind the number is not looked at.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int MeasureWhole(ref byte start)
    {
        int length = BitOperations.TrailingZeroCount(~Digits(ref start));

        // No short cut: whether a number is 0 is not to be foreseen, so a branch would cost more than the comparison.
        return (start == '0') & (length > 1) ? 0 : length;
    }

    /// <summary>Which of the bytes from here on are digits: a bit for each of <see cref="Window"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint Digits(ref byte start)
    {
        Vector256<byte> values = Vector256.LoadUnsafe(ref start) - Vector256.Create((byte)'0');
        return Vector256.Equals(Vector256.Min(values, Vector256.Create((byte)9)), values).ExtractMostSignificantBits();
    }

    // One more shift than the whole part and its point, in a wider word: a shift by all 32 bits would be none.
    private static int MeasureFraction(ulong digits, int whole)
    {
        int fraction = BitOperations.TrailingZeroCount(~(digits >> (whole + 1)));
        return fraction > 0 ? whole + 1 + fraction : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int MeasureLiteral(ref byte start)
    {
        uint word = Unsafe.ReadUnaligned<uint>(ref start);
        uint half = word & TwoBytes;
        int empty = half == EmptyArray || half == EmptyObject ? 2 : 0;
        int four = word == True || word == Null ? 4 : 0;
        int five = word == False && Unsafe.Add(ref start, 4) == 'e' ? 5 : 0;
        return empty | four | five;
    }
}
