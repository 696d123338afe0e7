using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// Where the quotes of a record stand, found 64 bytes at a time. With them known, a walk over the fields does not have to
/// search for the end of one value before it can look at the next: the processor works on several fields at once.
/// </summary>
/// <remarks>
/// The way of finding escaped quotes and of writing positions without a branch for each is simdjson's:
/// https://arxiv.org/abs/1902.08318, sections 3.1.1 and 3.1.4.
/// </remarks>
internal sealed class QuoteIndex
{
    private const int BlockBytes = 64;
    private const int UsualQuotes = 1024;
    private const ulong OddBits = 0xAAAA_AAAA_AAAA_AAAA;

    // Positions are written eight at a time, so there is room for eight more than can be needed.
    private const int Batch = 8;

    private int[] positions = new int[UsualQuotes];

    internal bool HasBackslash { get; private set; }

    internal bool HasNonAscii { get; private set; }

    /// <summary>Whether there is a byte below 32, which may be white space between values or a fault inside a string.</summary>
    internal bool HasControl { get; private set; }

    /// <summary>
    /// The position of a quote that no backslash escapes, by its number. Behind the last one stands
    /// <see cref="int.MaxValue"/>; further on there is nothing.
    /// </summary>
    internal int this[int number]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(positions), number);
    }

    /// <summary>The number of the first quote from a position on.</summary>
    /// <param name="position">A position in the record.</param>
    /// <param name="number">The number of a quote before it, to start from; the closer the better.</param>
    internal int NumberFrom(int position, int number)
    {
        while (positions[number] < position)
        {
            number++;
        }

        return number;
    }

    /// <summary>Finds the quotes of one record.</summary>
    internal void Build(ReadOnlySpan<byte> record)
    {
        if (positions.Length < record.Length + Batch + 1)
        {
            positions = new int[record.Length + (record.Length / 2) + Batch + 1];
        }

        Span<byte> last = stackalloc byte[BlockBytes];
        last.Fill((byte)' ');
        int wholeBytes = record.Length & ~(BlockBytes - 1);
        record[wholeBytes..].CopyTo(last);

        ref byte start = ref MemoryMarshal.GetReference(record);
        ref int target = ref MemoryMarshal.GetArrayDataReference(positions);
        Vector256<byte> seen = default;
        Vector256<byte> control = default;
        ulong anyBackslash = 0;
        ulong escapesNext = 0; // 1 when the last byte of a block escapes the first of the next
        for (int offset = 0; offset <= wholeBytes; offset += BlockBytes)
        {
            ref byte block = ref offset < wholeBytes ? ref Unsafe.Add(ref start, offset) : ref MemoryMarshal.GetReference(last);
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

            target = ref Write(quotes, offset, ref target);
        }

        target = int.MaxValue;
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
        | ((ulong)Vector256.Equals(high, Vector256.Create(wanted)).ExtractMostSignificantBits() << Vector256<byte>.Count);

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

    // Writes eight positions whatever there are; returns the place behind those that count.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref int Write(ulong quotes, int offset, ref int target)
    {
        int count = BitOperations.PopCount(quotes);
        WriteBatch(ref quotes, offset, ref target);
        for (int written = Batch; written < count; written += Batch)
        {
            WriteBatch(ref quotes, offset, ref Unsafe.Add(ref target, written));
        }

        return ref Unsafe.Add(ref target, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteBatch(ref ulong quotes, int offset, ref int target)
    {
        WriteOne(ref quotes, offset, ref target);
        WriteOne(ref quotes, offset, ref Unsafe.Add(ref target, 1));
        WriteOne(ref quotes, offset, ref Unsafe.Add(ref target, 2));
        WriteOne(ref quotes, offset, ref Unsafe.Add(ref target, 3));
        WriteOne(ref quotes, offset, ref Unsafe.Add(ref target, 4));
        WriteOne(ref quotes, offset, ref Unsafe.Add(ref target, 5));
        WriteOne(ref quotes, offset, ref Unsafe.Add(ref target, 6));
        WriteOne(ref quotes, offset, ref Unsafe.Add(ref target, 7));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void WriteOne(ref ulong quotes, int offset, ref int target)
    {
        target = offset + BitOperations.TrailingZeroCount(quotes);
        quotes &= quotes - 1;
    }
}
