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
    private const int MaxBytes = 58;

    private readonly Text text;

    private readonly bool isWanted;
    private readonly byte inside;
    private readonly short length;
    private readonly short id;

    private Guess(short length, short id, bool isWanted)
    {
        this.length = length;
        inside = (byte)(length + 1);
        this.id = id;
        this.isWanted = isWanted;
    }

    /// <summary>Nothing is expected: stands nowhere.</summary>
    internal static Guess None { get; } = new(short.MaxValue, FieldNames.None, isWanted: false);

    /// <summary>Bytes of the name with its quotes and colon.</summary>
    internal int Length => length;

    /// <summary>One byte more: where a value that follows has its second byte.</summary>
    internal nint Inside => inside;

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
    /// <param name="place">Where it would begin. For a name of more than a vector <see cref="Window"/> bytes are read
    /// from there on, else a vector.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool StandsAt(ref byte place)
    {
        ref byte expected = ref Unsafe.As<Guess, byte>(ref Unsafe.AsRef(in this));
        int same = CountSame(ref place, ref expected);
        if (same >= length)
        {
            return true;
        }

        return same == Vector256<byte>.Count
            && same + CountSame(ref Unsafe.Add(ref place, same), ref Unsafe.Add(ref expected, same)) >= length;
    }

    /// <summary>As <see cref="StandsAt"/>, where the text may be short.</summary>
    internal bool Begins(ReadOnlySpan<byte> rest) =>
        length <= MaxBytes && rest.StartsWith(((ReadOnlySpan<byte>)text)[..length]);

    // Bytes that are the same from the first on, at most a vector of them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int CountSame(ref byte place, ref byte expected)
    {
        Vector256<byte> same = Vector256.Equals(Vector256.LoadUnsafe(ref place), Vector256.LoadUnsafe(ref expected));
        return BitOperations.TrailingZeroCount(~same.ExtractMostSignificantBits());
    }

    [InlineArray(MaxBytes)]
    private struct Text
    {
        private byte first;
    }
}
