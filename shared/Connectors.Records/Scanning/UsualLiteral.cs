using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connectors.Records;

/// <summary>
/// A value that is always the same few bytes: <c>true</c>, <c>false</c>, <c>null</c>, <c>[]</c> and <c>{}</c>.
/// </summary>
/// <remarks>
/// All in one number, so that little is waited for. From the lowest bit on: five bytes of text, a byte that says how
/// many bits of a word are not text, eleven bits for the shape of <see cref="FieldSlice"/>, and five for the length.
/// </remarks>
internal readonly struct UsualLiteral
{
    private const int BitsOfByte = 8;
    private const int SpareAt = 5 * BitsOfByte;
    private const int ShapeAt = SpareAt + BitsOfByte;
    private const int LengthAt = 59;
    private const uint ShapeMask = (1 << (LengthAt - ShapeAt)) - 1;

    // By three bits of the first byte that tell these five apart. Where there is none, no text is like it.
    private static readonly ulong[] All =
    [
        0,
        0,
        0,
        Literal("[]"u8, ValueKind.Array, FieldSlice.Nothing),
        Literal("false"u8, ValueKind.False, 1 << (int)ValueKind.False),
        Literal("null"u8, ValueKind.Null, FieldSlice.Nothing),
        Literal("true"u8, ValueKind.True, 1 << (int)ValueKind.True),
        Literal("{}"u8, ValueKind.Object, FieldSlice.Nothing),
    ];

    private readonly ulong bits;

    private UsualLiteral(ulong bits) => this.bits = bits;

    /// <summary>Its length in bytes.</summary>
    internal int Length => (int)(bits >> LengthAt);

    /// <summary>Its kind and looks.</summary>
    internal uint Shape => (uint)(bits >> ShapeAt) & ShapeMask;

    /// <summary>Whether <c>[],</c> stands here, which is the most frequent of them; four bytes are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static bool IsEmptyArrayWithComma(ref byte start)
    {
        const uint text = '[' | (']' << 8) | (',' << 16);
        const uint threeBytes = 0xFFFFFF;
        return (Unsafe.ReadUnaligned<uint>(ref start) & threeBytes) == text;
    }

    /// <summary>The only literal that may stand here.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static UsualLiteral Of(byte first) =>
        new(Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(All), (first >> 3) & 7));

    /// <summary>Whether it does; eight bytes are read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool StandsAt(ref byte start) =>
        (Unsafe.ReadUnaligned<ulong>(ref start) ^ bits) << (int)(bits >> SpareAt) == 0;

    // Simple enough to be worked out when the executable is built, so that nobody asks whether it has been.
    private static ulong Literal(ReadOnlySpan<byte> text, ValueKind kind, byte looks)
    {
        ulong bits = ((ulong)text.Length << LengthAt) | ((ulong)FieldSlice.ShapeOf(kind, looks) << ShapeAt)
            | ((ulong)(BitsOfByte * (sizeof(ulong) - text.Length)) << SpareAt);
        for (int place = 0; place < text.Length; place++)
        {
            bits |= (ulong)text[place] << (BitsOfByte * place);
        }

        return bits;
    }
}
