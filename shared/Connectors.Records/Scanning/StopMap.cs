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

    // Behind the last whole block: the rest of the record with stops behind it, and another word of stops, because one
    // may be read at every byte of the map.
    private const int BlocksBehind = 2;

    private ulong[] words = new ulong[(UsualRecordBytes / BlockBytes) + BlocksBehind];

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
    internal void Build(scoped ReadOnlySpan<byte> record)
    {
        Span<byte> padded = stackalloc byte[BlockBytes];
        if (record.Length < BlockBytes)
        {
            padded.Fill((byte)' ');
            record.CopyTo(padded);
            record = padded;
        }

        int blocks = record.Length / BlockBytes;
        if (words.Length < blocks + BlocksBehind)
        {
            words = new ulong[(2 * blocks) + BlocksBehind];
        }

        ref byte start = ref MemoryMarshal.GetReference(record);
        ref ulong word = ref MemoryMarshal.GetArrayDataReference(words);
        Vector256<byte> lowest = Vector256<byte>.AllBitsSet;
        Vector256<byte> any = default;
        for (int number = 0; number < blocks; number++)
        {
            Unsafe.Add(ref word, number) = Stops(ref Unsafe.Add(ref start, number * BlockBytes), ref lowest, ref any);
        }

        // Those behind the last whole block, together with enough of those before them; none when there are none.
        int rest = record.Length % BlockBytes;
        ulong last = Stops(ref Unsafe.Add(ref start, record.Length - BlockBytes), ref lowest, ref any);
        Unsafe.Add(ref word, blocks) = (last >> 1 >> (BlockBytes - 1 - rest)) | (ulong.MaxValue << rest);
        Unsafe.Add(ref word, blocks + 1) = ulong.MaxValue;
        HasNonAscii = any.ExtractMostSignificantBits() != 0;
        HasControl = Vector256.LessThanAny(lowest, Vector256.Create((byte)' '));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Stops(ref byte block, ref Vector256<byte> lowest, ref Vector256<byte> any)
    {
        Vector256<byte> low = Vector256.LoadUnsafe(ref block);
        Vector256<byte> high = Vector256.LoadUnsafe(ref block, (nuint)Vector256<byte>.Count);
        lowest = Vector256.Min(lowest, Vector256.Min(low, high));
        any |= low | high;
        return IsStop(low).ExtractMostSignificantBits()
            | ((ulong)IsStop(high).ExtractMostSignificantBits() << Vector256<byte>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsStop(Vector256<byte> bytes) =>
        Vector256.Equals(bytes, Vector256.Create((byte)'"')) | Vector256.Equals(bytes, Vector256.Create((byte)'\\'));
}
