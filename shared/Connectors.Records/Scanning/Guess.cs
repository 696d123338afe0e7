using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// The name that is expected at some place of a record, as it most often stands there: <c>"Name":</c>. 64 bytes, a line
/// of the processor's cache.
/// </summary>
internal readonly struct Guess
{
    /// <summary>Bytes that are read where a name is expected: so many must lie before the end of the text.</summary>
    internal const int Window = 64;

    // Longer names are never guessed. The longest today has 40 bytes with its quotes and colon.
    private const int MaxBytes = 59;

    private readonly Text text;

    private readonly bool isWanted;
    private readonly short length;
    private readonly short id;

    private Guess(short length, short id, bool isWanted)
    {
        this.length = length;
        this.id = id;
        this.isWanted = isWanted;
    }

    /// <summary>Nothing is expected: stands nowhere.</summary>
    internal static Guess None { get; } = new(short.MaxValue, FieldNames.None, isWanted: false);

    /// <summary>Bytes of the name with its quotes and colon.</summary>
    internal int Length => length;

    /// <summary>The name's number.</summary>
    internal short Id => id;

    /// <summary>Whether somebody wants to find this field.</summary>
    internal bool IsWanted => isWanted;

    /// <summary>Makes a guess of a name; <see cref="None"/> if it is too long.</summary>
    internal static Guess Of(ReadOnlySpan<byte> name, int id, bool isWanted)
    {
        int length = name.Length + "\"\":"u8.Length;
        if (length > MaxBytes)
        {
            return None;
        }

        var guess = new Guess((short)length, (short)id, isWanted);
        Span<byte> bytes =
            MemoryMarshal.CreateSpan(ref Unsafe.As<Text, byte>(ref Unsafe.AsRef(in guess.text)), MaxBytes);
        bytes[0] = (byte)'"';
        name.CopyTo(bytes[1..]);
        "\":"u8.CopyTo(bytes[(1 + name.Length)..]);
        return guess;
    }

    /// <summary>Whether the name stands here.</summary>
    /// <param name="place">Where it would begin, with at least <see cref="Window"/> bytes from there on.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool StandsAt(ref byte place)
    {
        const nuint second = 32;
        ref byte expected = ref Unsafe.As<Text, byte>(ref Unsafe.AsRef(in text));
        ulong equal = Vector256.Equals(Vector256.LoadUnsafe(ref place), Vector256.LoadUnsafe(ref expected))
            .ExtractMostSignificantBits();
        if (length > Vector256<byte>.Count)
        {
            Vector256<byte> both = Vector256.Equals(
                Vector256.LoadUnsafe(ref place, second), Vector256.LoadUnsafe(ref expected, second));
            equal |= (ulong)both.ExtractMostSignificantBits() << Vector256<byte>.Count;
        }

        return BitOperations.TrailingZeroCount(~equal) >= length;
    }

    /// <summary>As <see cref="StandsAt"/>, where the text may be short.</summary>
    internal bool Begins(ReadOnlySpan<byte> rest) =>
        length <= MaxBytes && rest.StartsWith(((ReadOnlySpan<byte>)text)[..length]);

    [InlineArray(MaxBytes)]
    private struct Text
    {
        private byte first;
    }
}
