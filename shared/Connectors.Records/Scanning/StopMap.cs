using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// One bit for each byte of a record, set where a quote or a backslash stands; made 64 bytes at a time. With it the end
/// of a string is found without looking at the string, or the first escape in it, which only <see cref="JsonCursor"/>
/// knows.
/// </summary>
internal sealed class StopMap
{
    private const int BlockBytes = 64;
    private const int UsualRecordBytes = 8 * 1024;

    // Behind the record's last block: one full of stops, and one because a word may be read at every byte of the map.
    private const int BlocksBehind = 2;

    private ulong[] words = new ulong[BlocksOf(UsualRecordBytes) + BlocksBehind];

    internal bool HasNonAscii { get; private set; }

    /// <summary>
    /// Whether there is a byte below 32, which may be white space between values or a fault inside a string.
    /// </summary>
    internal bool HasControl { get; private set; }

    /// <summary>The map's first byte, for <see cref="Next"/>.</summary>
    internal ref byte First => ref Unsafe.As<ulong, byte>(ref MemoryMarshal.GetArrayDataReference(words));

    /// <summary>
    /// The position of the first quote or backslash from a position on; beyond the record when there is none.
    /// </summary>
    /// <param name="first">The map's first byte.</param>
    /// <param name="position">A position in the record.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nint Next(ref byte first, nint position)
    {
        const int bitsOfByte = 8;
        const int bitsOfWord = 64;
        while (true)
        {
            // Without a sign, so that dividing is one shift.
            int bit = (int)((nuint)position % bitsOfByte);
            ref byte place = ref Unsafe.Add(ref first, (nuint)position / bitsOfByte);
            ulong word = Unsafe.ReadUnaligned<ulong>(ref place) >> bit;
            if (word != 0)
            {
                return position + (nint)(uint)BitOperations.TrailingZeroCount(word);
            }

            position += bitsOfWord - bit;
        }
    }

    /// <summary>Makes the map of one record.</summary>
    internal void Build(ReadOnlySpan<byte> record)
    {
        int blocks = BlocksOf(record.Length);
        if (words.Length < blocks + BlocksBehind)
        {
            words = new ulong[(2 * blocks) + BlocksBehind];
        }

        Span<byte> last = stackalloc byte[BlockBytes];
        last.Fill((byte)' ');
        record[((blocks - 1) * BlockBytes)..].CopyTo(last);

        ref byte start = ref MemoryMarshal.GetReference(record);
        Vector256<byte> seen = default;
        Vector256<byte> control = default;
        for (int number = 0; number < blocks; number++)
        {
            ref byte block = ref number < blocks - 1
                ? ref Unsafe.Add(ref start, number * BlockBytes)
                : ref MemoryMarshal.GetReference(last);
            Vector256<byte> low = Vector256.LoadUnsafe(ref block);
            Vector256<byte> high = Vector256.LoadUnsafe(ref block, (nuint)Vector256<byte>.Count);
            seen |= low | high;
            control |= IsControl(low) | IsControl(high);
            words[number] = IsStop(low).ExtractMostSignificantBits()
                | ((ulong)IsStop(high).ExtractMostSignificantBits() << Vector256<byte>.Count);
        }

        words[blocks] = ulong.MaxValue;
        HasNonAscii = seen.ExtractMostSignificantBits() != 0;
        HasControl = control != Vector256<byte>.Zero;
    }

    // The last may be empty.
    private static int BlocksOf(int bytes) => (bytes / BlockBytes) + 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsStop(Vector256<byte> bytes) =>
        Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsControl(Vector256<byte> bytes) =>
        Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)0x1f)), bytes);
}
