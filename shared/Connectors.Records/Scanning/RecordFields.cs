using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connectors.Records;

/// <summary>
/// The top-level fields of one record that somebody wants, in their order, and an index from name to field. One
/// instance serves every record of a batch: <see cref="RecordScanner.Scan"/> fills it anew.
/// </summary>
public sealed class RecordFields
{
    private const int UsualFieldCount = 256; // more than the largest dataset has

    private readonly int[] positions = new int[FieldNames.Capacity];
    private FieldSlice[] slices = new FieldSlice[UsualFieldCount];
    private int count;

    public ReadOnlySpan<FieldSlice> All => slices.AsSpan(0, count);

    /// <summary>The first of <see cref="All"/>, or what would be.</summary>
    internal ref FieldSlice First => ref MemoryMarshal.GetArrayDataReference(slices);

    /// <summary>How many there are. The scan's loop counts for itself and sets it afterwards.</summary>
    internal int Count
    {
        get => count;
        set => count = value;
    }

    /// <summary>For how many there is room without <see cref="Add"/>.</summary>
    internal int Room => slices.Length;

    /// <summary>
    /// For each name's number the place of the last field of that name, if there is one in this record.
    /// </summary>
    internal ref int Positions => ref MemoryMarshal.GetArrayDataReference(positions);

    /// <summary>
    /// Finds a field by its name's number. Where a name stands twice, the last one counts, as in most parsers.
    /// </summary>
    public bool TryGet(int nameId, out FieldSlice field)
    {
        ref readonly FieldSlice place = ref Find(nameId);
        bool found = !Unsafe.IsNullRef(in place);
        field = found ? place : default;
        return found;
    }

    /// <summary>The same without a copy; a null reference when there is none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref readonly FieldSlice Find(int nameId)
    {
        // The entry may be of an earlier record: it counts only if the field there has this name.
        int[] known = positions;
        int position = (uint)nameId < (uint)known.Length ? known[nameId] : count;
        FieldSlice[] all = slices;
        return ref position < count && (uint)position < (uint)all.Length && all[position].NameId == nameId
            ? ref all[position]
            : ref Unsafe.NullRef<FieldSlice>();
    }

    /// <summary>1 when there is such a field and it is not plainly empty, else 0; found without a jump.</summary>
    /// <param name="nameId">The name's number.</param>
    /// <param name="place">Its place in <see cref="All"/>; without meaning when there is none.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int CountFilled(int nameId, out int place)
    {
        // A place of an earlier record may be behind the last field, but never behind the array: that only grows.
        place = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(positions), nameId);
        ref FieldSlice field = ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(slices), place);
        return (place < count ? 1 : 0) & (field.NameId == nameId ? 1 : 0) & (field.IsPlainlyEmpty ? 0 : 1);
    }

    /// <summary>The place of a field in <see cref="All"/>; -1 when there is none.</summary>
    internal int IndexOf(int nameId) => Unsafe.IsNullRef(in Find(nameId)) ? -1 : positions[nameId];

    /// <summary>
    /// Whether no later field of the record has the same name. A name beyond the capacity has no number to find another
    /// by: each counts.
    /// </summary>
    internal bool IsLastOfName(int index)
    {
        int nameId = slices[index].NameId;
        return nameId == FieldNames.None || positions[nameId] == index;
    }

    internal void Clear() => count = 0;

    /// <summary>Makes room for one more field; what is assigned to it must have the name of this number.</summary>
    internal ref FieldSlice Add(int nameId)
    {
        int place = count;
        if (place == slices.Length)
        {
            Array.Resize(ref slices, 2 * slices.Length);
        }

        if (nameId >= 0)
        {
            positions[nameId] = place;
        }

        count = place + 1;
        return ref slices[place];
    }
}
