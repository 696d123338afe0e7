using System.IO.Hashing;
using System.Text;

namespace Connectors.Records;

/// <summary>
/// The field names of one batch, each with a small number: first those that somebody wants to find, then others as they
/// are met, up to <see cref="Capacity"/>.
/// </summary>
/// <remarks>
/// Records of one batch nearly always have the same fields in the same order. So each name also remembers which name
/// followed it last time: the scan then compares one text instead of looking a name up. A wrong guess costs time, never
/// truth. Not for several threads.
/// </remarks>
public sealed class FieldNames
{
    /// <summary>Names remembered at most: several times the largest dataset (123 fields).</summary>
    public const int Capacity = 1024;

    /// <summary>The number for "no name": before the first one, and for names beyond the capacity.</summary>
    public const int None = -1;

    private const int SlotCount = 4 * Capacity; // a quarter full at most, so that searches stay short

    private readonly short[] slots = new short[SlotCount]; // number + 1; 0 is free
    private readonly byte[][] names = new byte[Capacity][];
    private readonly bool[] wanted = new bool[Capacity];
    private readonly bool[] known = new bool[Capacity];
    // [number + 1] is what follows that name; [0] is the first name.
    private readonly Guess[] guesses = new Guess[Capacity + 1];
    private bool wantsAll;
    private bool tellsUnknown;
    private int count;

    /// <param name="wantsAll">Whether every field is to be found, also those that nobody has named before.</param>
    public FieldNames(bool wantsAll = false)
    {
        this.wantsAll = wantsAll;
        Array.Fill(guesses, Guess.None);
    }

    /// <summary>
    /// What is expected to follow each name, by the name's number + 1; first, what a record begins with.
    /// </summary>
    internal ReadOnlySpan<Guess> Guesses => guesses;

    /// <summary>The name with this number, as UTF-8.</summary>
    public ReadOnlySpan<byte> Name(int id) => names[id];

    /// <summary>Whether a scan has met a name that is not known: never, until <see cref="Know"/> tells some.</summary>
    internal bool HasUnknown { get; private set; }

    /// <summary>Asks for a field, so that every scan finds it. To be called before the first scan.</summary>
    /// <returns>The name's number.</returns>
    public int Want(string name)
    {
        int id = Add(Encoding.UTF8.GetBytes(name));
        wanted[id] = true;
        return id;
    }

    /// <summary>
    /// Tells the names that are known, so that scans find all fields but these even where nobody asks for them. To be
    /// called before the first scan.
    /// </summary>
    internal void Know(IEnumerable<string> some)
    {
        tellsUnknown = true;
        foreach (string name in some)
        {
            known[Add(Encoding.UTF8.GetBytes(name))] = true;
        }
    }

    /// <summary>Whether a name is one of the known.</summary>
    internal bool IsKnown(int id) => id >= 0 && known[id];

    /// <summary>Asks for every field, also those that nobody names. To be called before the first scan.</summary>
    public void WantAll() => wantsAll = true;

    /// <summary>Whether every field is to be found.</summary>
    internal bool WantsAll => wantsAll;

    /// <summary>Whether a field of this name is to be found.</summary>
    internal bool IsWanted(int id) => wantsAll || (id >= 0 && wanted[id]) || (tellsUnknown && !IsKnown(id));

    /// <summary>The number of a name that a scan has met; a new name gets one while there is room.</summary>
    internal int Intern(ReadOnlySpan<byte> name)
    {
        int id = Add(name);
        if (tellsUnknown && !IsKnown(id))
        {
            HasUnknown = true;
        }

        return id;
    }

    /// <summary>Remembers which name followed another one.</summary>
    internal void Learn(int id, int next) =>
        guesses[id + 1] = next < 0 ? Guess.None : Guess.Of(names[next], next, IsWanted(next));

    private int Add(ReadOnlySpan<byte> name)
    {
        int slot = FindSlot(name);
        if (slots[slot] != 0 || count == Capacity)
        {
            return slots[slot] - 1;
        }

        names[count] = name.ToArray();
        slots[slot] = (short)++count;
        return count - 1;
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
