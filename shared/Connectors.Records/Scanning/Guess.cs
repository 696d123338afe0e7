using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>The name that is expected at some place of a record, as it most often stands there: <c>"Name":</c>.</summary>
internal readonly struct Guess
{
    /// <summary>Names that are longer with their quotes and colon are never guessed. The longest today has 40 bytes.</summary>
    internal const int MaxBytes = 64;

    private readonly Text text;

    internal Guess(ReadOnlySpan<byte> name, short id)
    {
        Span<byte> bytes = text;
        bytes[0] = (byte)'"';
        name.CopyTo(bytes[1..]);
        "\":"u8.CopyTo(bytes[(1 + name.Length)..]);
        Length = (short)(name.Length + 3);
        Id = id;
    }

    /// <summary>Bytes of the name with its quotes and colon; 0 when nothing is expected.</summary>
    internal short Length { get; }

    /// <summary>The name's number.</summary>
    internal short Id { get; }

    /// <summary>Whether the name stands here.</summary>
    /// <param name="place">Where it would begin, with at least <see cref="MaxBytes"/> bytes from there on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool StandsAt(ref byte place)
    {
        const nuint second = 32;
        ref byte expected = ref Unsafe.As<Text, byte>(ref Unsafe.AsRef(in text));
        ulong equal = Vector256.Equals(Vector256.LoadUnsafe(ref place), Vector256.LoadUnsafe(ref expected))
            .ExtractMostSignificantBits();
        if (Length > Vector256<byte>.Count)
        {
            Vector256<byte> both = Vector256.Equals(
                Vector256.LoadUnsafe(ref place, second), Vector256.LoadUnsafe(ref expected, second));
            equal |= (ulong)both.ExtractMostSignificantBits() << Vector256<byte>.Count;
        }

        return BitOperations.TrailingZeroCount(~equal) >= Length && Length > 0;
    }

    /// <summary>Whether the text begins with the name. As <see cref="StandsAt"/>, where the text may be short.</summary>
    internal bool Begins(ReadOnlySpan<byte> rest) => Length > 0 && rest.StartsWith(((ReadOnlySpan<byte>)text)[..Length]);

    [InlineArray(MaxBytes)]
    private struct Text
    {
        private byte first;
    }
}
