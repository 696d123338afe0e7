using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// Escapes the quotes and backslashes of a text, eight bytes at a time and without a jump: a record that stands in a
/// text has one every few bytes, and where the next one stands is not to be foreseen.
/// </summary>
internal static class JsonEscapes
{
    private const int BlockBytes = 32;
    private const int GroupBytes = 8;
    private const int GroupMasks = 1 << GroupBytes;
    private const int MostBytes = 4096; // at a time: the room for the longest outcome is asked for before
    private const byte FirstPlain = 0x20; // a byte below it has an escape of its own
    private const ulong Backslashes = 0x5C5C_5C5C_5C5C_5C5C;

    // For each set of bytes of a group that are to be escaped: which byte goes to each of the sixteen places. A
    // backslash stands behind the group.
    private static readonly byte[] Orders = MakeOrders();

    /// <summary>Writes what of a text has no other escapes, from its start on.</summary>
    /// <returns>How many bytes of it: up to a byte below 32, or as many as are written at a time.</returns>
    internal static int Write(ReadOnlySpan<byte> text, ByteWriter output)
    {
        if (text.Length < BlockBytes)
        {
            return 0;
        }

        text = text[..Math.Min(text.Length, MostBytes)];

        // A byte becomes two at most, and a whole group is written where only some of it counts.
        ref byte target = ref output.Reserve((2 * text.Length) + (2 * GroupBytes));
        ref byte source = ref MemoryMarshal.GetReference(text);
        ref byte orders = ref MemoryMarshal.GetArrayDataReference(Orders);
        nuint written = 0;
        int read = 0;
        for (int last = text.Length - BlockBytes; read <= last; read += BlockBytes)
        {
            ref byte block = ref Unsafe.Add(ref source, read);
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref block);
            if (Vector256.LessThanAny(bytes, Vector256.Create(FirstPlain)))
            {
                break;
            }

            uint special = (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))).ExtractMostSignificantBits();
            for (int start = 0; start < BlockBytes; start += GroupBytes)
            {
                uint mask = (special >> start) & (GroupMasks - 1);
                ulong group = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref block, start));
                Vector128<byte> order = Vector128.LoadUnsafe(ref orders, mask * (2 * GroupBytes));
                Vector128.ShuffleNative(Vector128.Create(group, Backslashes).AsByte(), order)
                    .StoreUnsafe(ref target, written);
                written += GroupBytes + (nuint)BitOperations.PopCount(mask);
            }
        }

        output.Advance((int)written);
        return read;
    }

    private static byte[] MakeOrders()
    {
        var orders = new byte[GroupMasks * 2 * GroupBytes];
        for (int mask = 0; mask < GroupMasks; mask++)
        {
            int place = mask * 2 * GroupBytes;
            for (int index = 0; index < GroupBytes; index++)
            {
                if ((mask >> index & 1) != 0)
                {
                    orders[place++] = GroupBytes;
                }

                orders[place++] = (byte)index;
            }
        }

        return orders;
    }
}
