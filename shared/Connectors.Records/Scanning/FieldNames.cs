using System.IO.Hashing;
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

    private const int UsualCount = 256; // more than the largest dataset has
    private const int QuotingBytes = 3; // two quotes and a colon

    private readonly short[] slots = new short[SlotCount]; // number + 1; 0 is free
    private readonly byte[][] names = new byte[Capacity][];
    private Guess[] guesses = new Guess[UsualCount]; // [number + 1] is what follows that name; [0] is the first name

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
    public ReadOnlySpan<byte> Name(int id) => names[id];

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

        names[Count] = name.ToArray();
        slots[slot] = (short)++Count;
        if (Count == guesses.Length)
        {
            Array.Resize(ref guesses, 2 * guesses.Length);
        }

        return Count - 1;
    }

    /// <summary>What is expected to follow each name, by the name's number + 1; first, what a record begins with.</summary>
    internal ReadOnlySpan<Guess> Guesses => guesses;

    /// <summary>Remembers which name followed another one.</summary>
    internal void Learn(int id, int next)
    {
        bool canBeGuessed = next >= 0 && names[next].Length + QuotingBytes <= Guess.MaxBytes;
        guesses[id + 1] = canBeGuessed ? new Guess(names[next], (short)next) : default;
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
