using System.IO.Hashing;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Connectors.Records;

/// <summary>
/// The field names met so far, each with a small number. Known names (of the dataset, the rules and the field map) are there
/// from the start and keep their numbers; others are remembered as they come, up to <see cref="Capacity"/>.
/// </summary>
/// <remarks>
/// Records of one batch nearly always have the same fields in the same order. So each name also remembers which name
/// followed it last time: the scan then compares one text instead of looking a name up. A wrong guess costs time, never truth.
/// Belongs to one batch; not for several threads.
/// </remarks>
public sealed class FieldNames
{
    /// <summary>Names remembered at most: several times the largest dataset (123 fields).</summary>
    public const int Capacity = 1024;

    /// <summary>The number for "no name": before the first one, and for names beyond the capacity.</summary>
    public const int None = -1;

    private const int SlotCount = 4 * Capacity; // a quarter full at most, so that searches stay short

    /// <summary>Names whose quoted form is longer are never guessed. Bytes; the longest today has 40.</summary>
    internal const int LongestGuess = 64;

    private readonly short[] slots = new short[SlotCount]; // number + 1; 0 is free
    private readonly byte[][] quoted = new byte[Capacity][]; // each filled up with zeros to LongestGuess
    private readonly short[] quotedLengths = new short[Capacity];
    private readonly short[] successors = new short[Capacity + 1]; // number + 1 of the next name; [0] is the first name

    public FieldNames(IEnumerable<string> known)
    {
        foreach (string name in known)
        {
            Intern(Encoding.UTF8.GetBytes(name));
        }

        KnownCount = Count;
    }

    public int Count { get; private set; }

    /// <summary>Numbers below this are names that were known from the start.</summary>
    public int KnownCount { get; }

    /// <summary>The name with this number, as UTF-8.</summary>
    public ReadOnlySpan<byte> Name(int id) => quoted[id].AsSpan(1, quotedLengths[id] - 3);

    /// <summary>The number of a name, or <see cref="None"/>.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        int slot = FindSlot(name);
        return slots[slot] - 1;
    }

    /// <summary>The number of a name; a new name gets one while there is room.</summary>
    public int Intern(ReadOnlySpan<byte> name)
    {
        int slot = FindSlot(name);
        if (slots[slot] != 0 || Count == Capacity)
        {
            return slots[slot] - 1;
        }

        byte[] text = [(byte)'"', .. name, (byte)'"', (byte)':'];
        quotedLengths[Count] = (short)Math.Min(text.Length, short.MaxValue);
        Array.Resize(ref text, Math.Max(text.Length, LongestGuess));
        quoted[Count] = text;
        slots[slot] = (short)++Count;
        return Count - 1;
    }

    /// <summary>The number of the name that stands here, if it is the one that followed last time; else none.</summary>
    /// <param name="id">The name before it, or <see cref="None"/>.</param>
    /// <param name="start">The name's opening quote, with at least <see cref="LongestGuess"/> bytes from there on.</param>
    /// <param name="length">Bytes of the name with its quotes and colon.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Guess(int id, ref byte start, out int length)
    {
        int guess = successors[id + 1] - 1;
        length = guess < 0 ? 0 : quotedLengths[guess];
        return guess >= 0 && HasPrefix(ref start, ref MemoryMarshal.GetArrayDataReference(quoted[guess]), length) ? guess : None;
    }

    internal void LearnSuccessor(int id, int next)
    {
        bool canBeGuessed = next >= 0 && quotedLengths[next] <= LongestGuess;
        successors[id + 1] = (short)(canBeGuessed ? next + 1 : 0);
    }

    // Both texts may be read to LongestGuess; only the first length bytes count.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool HasPrefix(ref byte text, ref byte prefix, int length)
    {
        ulong equal = Vector256.Equals(Vector256.LoadUnsafe(ref text), Vector256.LoadUnsafe(ref prefix)).ExtractMostSignificantBits();
        if (length > Vector256<byte>.Count)
        {
            const nuint second = 32;
            Vector256<byte> both = Vector256.Equals(Vector256.LoadUnsafe(ref text, second), Vector256.LoadUnsafe(ref prefix, second));
            equal |= (ulong)both.ExtractMostSignificantBits() << Vector256<byte>.Count;
        }

        return BitOperations.TrailingZeroCount(~equal) >= length;
    }

    private int FindSlot(ReadOnlySpan<byte> name)
    {
        int slot = (int)(XxHash3.HashToUInt64(name) % SlotCount);
        while (slots[slot] != 0 && !name.SequenceEqual(Name(slots[slot] - 1)))
        {
            slot = (slot + 1) % SlotCount;
        }

        return slot;
    }
}
