using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// Escapes the quotes and backslashes of a text, a block at a time: a record that stands in a text has one every few
/// bytes, and to search for each of them costs more than to write it.
/// </summary>
internal static class JsonEscapes
{
    private const int BlockBytes = 32;
    private const int MostBytes = 4096; // at a time: the room for the longest outcome is asked for before
    private const byte FirstPlain = 0x20; // a byte below it has an escape of its own

    /// <summary>Writes what of a text has no other escapes, from its start on.</summary>
    /// <returns>How many bytes of it: up to a byte below 32, or as many as are written at a time.</returns>
    internal static int Write(ReadOnlySpan<byte> text, ByteWriter output)
    {
        if (text.Length < 2 * BlockBytes)
        {
            return 0;
        }

        text = text[..Math.Min(text.Length, MostBytes)];

        // A byte becomes two at most, and a whole block is written where only some of it counts.
        ref byte target = ref MemoryMarshal.GetReference(output.GetSpan((2 * text.Length) + BlockBytes));
        ref byte source = ref MemoryMarshal.GetReference(text);
        nuint written = 0;
        int read = 0;
        for (int last = text.Length - (2 * BlockBytes); read <= last; read += BlockBytes)
        {
            Vector256<byte> block = Vector256.LoadUnsafe(ref source, (nuint)read);
            if (Vector256.LessThanAny(block, Vector256.Create(FirstPlain)))
            {
                break;
            }

            uint special = (Vector256.Equals(block, Vector256.Create((byte)'"'))
                | Vector256.Equals(block, Vector256.Create((byte)'\\'))).ExtractMostSignificantBits();
            block.StoreUnsafe(ref target, written);
            nuint done = 0;
            for (; special != 0; special &= special - 1)
            {
                // The rest of the block moves by one for the backslash before it.
                nuint place = (nuint)BitOperations.TrailingZeroCount(special);
                written += place - done;
                Unsafe.Add(ref target, written++) = (byte)'\\';
                Vector256.LoadUnsafe(ref source, (nuint)read + place).StoreUnsafe(ref target, written);
                done = place;
            }

            written += BlockBytes - done;
        }

        output.Advance((int)written);
        return read;
    }
}
