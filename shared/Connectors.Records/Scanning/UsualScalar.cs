using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// Proves the values without quotes that fill nearly all of a log record: whole numbers, literals, empty arrays and objects.
/// Whatever is not plainly one of them is left to <see cref="JsonCursor"/>, which knows the whole grammar.
/// </summary>
internal static class UsualScalar
{
    /// <summary>Bytes that are read from the start of a value: so many must lie before the end of the text.</summary>
    internal const int Window = 32;

    // Four bytes as one number, in the machine's own byte order.
    private static readonly uint True = MemoryMarshal.Read<uint>("true"u8);
    private static readonly uint False = MemoryMarshal.Read<uint>("fals"u8);
    private static readonly uint Null = MemoryMarshal.Read<uint>("null"u8);

    /// <summary>Whether the bytes from here on, as many as given, are one usual value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool Is(ref byte start, int length, out ValueKind kind)
    {
        if ((uint)(start - '0') > 9)
        {
            return IsLiteral(ref start, length, out kind);
        }

        kind = ValueKind.Number;
        Vector256<byte> values = Vector256.LoadUnsafe(ref start) - Vector256.Create((byte)'0');
        uint digits = Vector256.Equals(Vector256.Min(values, Vector256.Create((byte)9)), values).ExtractMostSignificantBits();
        return BitOperations.TrailingZeroCount(~digits) >= length && (start != '0' || length == 1);
    }

    private static bool IsLiteral(ref byte start, int length, out ValueKind kind)
    {
        uint four = Unsafe.ReadUnaligned<uint>(ref start);
        (kind, bool isUsual) = (start, length) switch
        {
            ((byte)'t', 4) => (ValueKind.True, four == True),
            ((byte)'f', 5) => (ValueKind.False, four == False && Unsafe.Add(ref start, 4) == 'e'),
            ((byte)'n', 4) => (ValueKind.Null, four == Null),
            ((byte)'[', 2) => (ValueKind.Array, Unsafe.Add(ref start, 1) == ']'),
            ((byte)'{', 2) => (ValueKind.Object, Unsafe.Add(ref start, 1) == '}'),
            _ => (ValueKind.Null, false),
        };
        return isUsual;
    }
}
