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
    /// <summary>
    /// Bytes that are read from the start of a value: a vector and what stands behind it. So many must lie before the
    /// end of the text.
    /// </summary>
    internal const int Window = DigitsRead + 1;

    private const int DigitsRead = 32;

    /// <summary>The value's length in bytes; 0 when it is not plainly a usual one.</summary>
    /// <remarks>What stands behind the value is not looked at: only a comma there proves that it has ended.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Measure(ref byte start)
    {
        if (!char.IsAsciiDigit((char)start))
        {
            UsualLiteral literal = UsualLiteral.Of(start);
            return literal.StandsAt(ref start) ? literal.Length : 0;
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

    /// <summary>
    /// The shape of a <see cref="FieldSlice"/> whose value has this length, if it is a literal, an empty array or
    /// object, or a whole number of no more than <see cref="FieldSlice.MostDigits"/>; 0 when it is not plainly one.
    /// </summary>
    /// <remarks>What stands behind the value is not looked at: only a comma there proves that it has ended.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint ShapeOf(ref byte start, nint length)
    {
        if (!char.IsAsciiDigit((char)start))
        {
            UsualLiteral literal = UsualLiteral.Of(start);
            return literal.StandsAt(ref start) && literal.Length == length ? literal.Shape : 0;
        }

        // One digit if it is 0, found without a jump, as above.
        uint more = (uint)(((start == '0' ? 1 : 0) - 1) & (FieldSlice.MostDigits - 1));
        return (uint)(length - 1) <= more && ~Digits(ref start) << (DigitsRead - (int)length) == 0
            ? FieldSlice.ShapeOfWhole
            : 0;
    }

    /// <summary>Which of the bytes from here on are digits: a bit for each of <see cref="DigitsRead"/>.</summary>
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
}
