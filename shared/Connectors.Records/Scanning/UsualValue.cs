using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// Measures the values that fill nearly all of a log record (short strings without escapes, whole numbers, literals) with one
/// vector. Whatever is not plainly one of them is left to <see cref="JsonCursor"/>, which knows the whole grammar.
/// </summary>
internal static class UsualValue
{
    /// <summary>Bytes that may be read from the start of a value, so many must lie before the end of the text.</summary>
    internal const int Window = 32;

    // Four bytes as one number, in the machine's own byte order.
    private static readonly uint True = MemoryMarshal.Read<uint>("true"u8);
    private static readonly uint False = MemoryMarshal.Read<uint>("fals"u8);
    private static readonly uint Null = MemoryMarshal.Read<uint>("null"u8);

    /// <summary>The value's length in bytes, or 0 when it is not a usual one.</summary>
    /// <param name="start">The value's first byte, with at least <see cref="Window"/> bytes from there on.</param>
    /// <param name="seen">Collects the bytes of strings, to know whether all were ASCII.</param>
    /// <param name="kind">The value's kind; without meaning when the length is 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static int Measure(ref byte start, ref Vector256<byte> seen, out ValueKind kind)
    {
        Vector256<byte> bytes = Vector256.LoadUnsafe(ref start);
        if (start == '"')
        {
            kind = ValueKind.String;
            seen |= bytes;
            uint special = JsonCursor.EndsOrBreaksString(bytes).ExtractMostSignificantBits() & ~1u;
            int last = BitOperations.TrailingZeroCount(special);
            return special != 0 && Unsafe.Add(ref start, last) == '"' ? last + 1 : 0;
        }

        if ((uint)(start - '0') <= 9)
        {
            kind = ValueKind.Number;
            Vector256<byte> values = bytes - Vector256.Create((byte)'0');
            uint digits = Vector256.Equals(Vector256.Min(values, Vector256.Create((byte)9)), values).ExtractMostSignificantBits();
            int length = BitOperations.TrailingZeroCount(~digits);
            return start != '0' || length == 1 ? length : 0;
        }

        return MeasureLiteral(ref start, out kind);
    }

    private static int MeasureLiteral(ref byte start, out ValueKind kind)
    {
        uint four = Unsafe.ReadUnaligned<uint>(ref start);
        kind = four == True ? ValueKind.True : four == False ? ValueKind.False : ValueKind.Null;
        return kind switch
        {
            ValueKind.True => 4,
            ValueKind.False => Unsafe.Add(ref start, 4) == 'e' ? 5 : 0,
            _ => four == Null ? 4 : 0,
        };
    }
}
