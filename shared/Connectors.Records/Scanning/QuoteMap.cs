using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// One bit for each byte of a record, set where a quote stands that no backslash escapes; made 64 bytes at a time. With
/// it the end of a string is found without looking at the string.
/// </summary>
/// <remarks>
/// The way of finding escaped quotes is simdjson's: https://arxiv.org/abs/1902.08318, section 3.1.1.
/// </remarks>
internal sealed class QuoteMap
{
    private const int BlockBytes = 64;
    private const int UsualRecordBytes = 8 * 1024;
    private const ulong OddBits = 0xAAAA_AAAA_AAAA_AAAA;

    // One more than the record needs: a word may be read at every byte of the map.
    private ulong[] words = new ulong[(UsualRecordBytes / BlockBytes) + 2];

    internal bool HasBackslash { get; private set; }

    internal bool HasNonAscii { get; private set; }

    /// <summary>
    /// Whether there is a byte below 32, which may be white space between values or a fault inside a string.
    /// </summary>
    internal bool HasControl { get; private set; }

    /// <summary>The map's first byte, for <see cref="Next"/>.</summary>
    internal ref byte First => ref Unsafe.As<ulong, byte>(ref MemoryMarshal.GetArrayDataReference(words));

    /// <summary>The position of the first quote from a position on; beyond the record when there is none.</summary>
    /// <param name="first">The map's first byte.</param>
    /// <param name="position">A position in the record.</param>
    /// <param name="length">The record's length.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static nint Next(ref byte first, nint position, nint length)
    {
        const int bitsOfByte = 8;
        const int bitsOfWord = 64;
        while (position < length)
        {
            // Without a sign, so that dividing is one shift.
            ulong word = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref first, (nuint)position / bitsOfByte))
                >> (int)((nuint)position % bitsOfByte);
            if (word != 0)
            {
                return position + BitOperations.TrailingZeroCount(word);
            }

            position += bitsOfWord - (nint)((nuint)position % bitsOfByte);
        }

        return length;
    }

    /// <summary>Makes the map of one record.</summary>
    internal void Build(ReadOnlySpan<byte> record)
    {
        int blocks = record.Length / BlockBytes;
        if (words.Length < blocks + 2)
        {
            words = new ulong[blocks + (blocks / 2) + 2];
        }

        Span<byte> last = stackalloc byte[BlockBytes];
        last.Fill((byte)' ');
        record[(blocks * BlockBytes)..].CopyTo(last);

        ref byte start = ref MemoryMarshal.GetReference(record);
        Vector256<byte> seen = default;
        Vector256<byte> control = default;
        ulong anyBackslash = 0;
        ulong escapesNext = 0; // 1 when the last byte of a block escapes the first of the next
        for (int number = 0; number <= blocks; number++)
        {
            ref byte block = ref number < blocks
                ? ref Unsafe.Add(ref start, number * BlockBytes)
                : ref MemoryMarshal.GetReference(last);
            Vector256<byte> low = Vector256.LoadUnsafe(ref block);
            Vector256<byte> high = Vector256.LoadUnsafe(ref block, (nuint)Vector256<byte>.Count);
            seen |= low | high;
            control |= IsControl(low) | IsControl(high);
            ulong quotes = Equal(low, high, (byte)'"');
            ulong backslashes = Equal(low, high, (byte)'\\');
            if ((backslashes | escapesNext) != 0)
            {
                anyBackslash |= backslashes;
                quotes &= ~Escaped(backslashes, ref escapesNext);
            }

            words[number] = quotes;
        }

        words[blocks + 1] = 0;
        HasBackslash = anyBackslash != 0;
        HasNonAscii = seen.ExtractMostSignificantBits() != 0;
        HasControl = control != Vector256<byte>.Zero;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<byte> IsControl(Vector256<byte> bytes) =>
        Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)0x1f)), bytes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Equal(Vector256<byte> low, Vector256<byte> high, byte wanted) =>
        Vector256.Equals(low, Vector256.Create(wanted)).ExtractMostSignificantBits()
        | ((ulong)Vector256.Equals(high, Vector256.Create(wanted)).ExtractMostSignificantBits()
            << Vector256<byte>.Count);

    // The bytes behind an odd run of backslashes.
    private static ulong Escaped(ulong backslashes, ref ulong escapesNext)
    {
        backslashes &= ~escapesNext;
        ulong followsEscape = (backslashes << 1) | escapesNext;
        ulong oddStarts = backslashes & OddBits & ~followsEscape;
        ulong evenRuns = oddStarts + backslashes;
        escapesNext = evenRuns < oddStarts ? 1UL : 0UL;
        ulong invert = evenRuns << 1;
        return (~OddBits ^ invert) & followsEscape;
    }
}
