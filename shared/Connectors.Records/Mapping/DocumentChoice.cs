using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// Which targets of a document may have a value in a record, and which fields of it are the rest. Found without a jump:
/// which fields are empty is not to be foreseen. Belongs to one batch, as the names do; not for several threads.
/// </summary>
internal sealed class DocumentChoice
{
    /// <summary>Targets that are told of at a time.</summary>
    internal const int Together = 32;

    private const byte Yes = byte.MaxValue; // -1 in a byte; what counts is its highest bit

    private readonly byte[] candidates; // for each target, whether it may have a value in this record
    private readonly int[] places; // and which of the record's fields it needs
    private readonly Need[] needs; // of one field each
    private readonly Need[] needsOfTwo;
    private readonly byte[] rests = new byte[FieldNames.Capacity + 1]; // 1 for a name of the rest, by its number + 1
    private int[] rest = new int[FieldNames.Capacity];
    private int restCount;

    /// <param name="targets">The targets in their order.</param>
    /// <param name="isRest">Tells of a field name's number whether a field of that name is the rest.</param>
    internal DocumentChoice(ReadOnlySpan<DocumentTarget> targets, Func<int, bool> isRest)
    {
        int size = ((targets.Length / Together) + 1) * Together;
        candidates = new byte[size];
        places = new int[size];
        List<Need> all = [];
        for (int index = 0; index < targets.Length; index++)
        {
            int[] ids = targets[index].NeededIds;
            if (ids.Length == 0)
            {
                candidates[index] = Yes;
            }
            else
            {
                all.Add(new Need(index, ids[0], ids[^1]));
            }
        }

        needs = [.. all.Where(need => need.First == need.Second)];
        needsOfTwo = [.. all.Except(needs)];
        for (int nameId = FieldNames.None; nameId < FieldNames.Capacity; nameId++)
        {
            rests[nameId + 1] = isRest(nameId) ? (byte)1 : (byte)0;
        }
    }

    /// <summary>The rest of this record: places in <see cref="RecordFields.All"/>, in their order.</summary>
    internal ReadOnlySpan<int> Rest => rest.AsSpan(0, restCount);

    /// <summary>Chooses for one record.</summary>
    internal void Choose(RecordFields fields)
    {
        ref byte chosen = ref MemoryMarshal.GetArrayDataReference(candidates);
        ref int needed = ref MemoryMarshal.GetArrayDataReference(places);
        foreach (Need need in needs)
        {
            Unsafe.Add(ref chosen, need.Target) = (byte)-fields.CountFilled(need.First, out int place);
            Unsafe.Add(ref needed, need.Target) = place;
        }

        foreach (Need need in needsOfTwo)
        {
            int first = fields.CountFilled(need.First, out int firstPlace);
            int second = fields.CountFilled(need.Second, out int secondPlace);
            Unsafe.Add(ref chosen, need.Target) = (byte)-(first | second);
            Unsafe.Add(ref needed, need.Target) = secondPlace + ((firstPlace - secondPlace) * first);
        }

        ChooseRest(fields.All);
    }

    private void ChooseRest(ReadOnlySpan<FieldSlice> all)
    {
        if (all.Length > rest.Length)
        {
            rest = new int[2 * all.Length];
        }

        ref byte ofNames = ref MemoryMarshal.GetArrayDataReference(rests);
        ref int chosen = ref MemoryMarshal.GetArrayDataReference(rest);
        nint count = 0;
        for (int index = 0; index < all.Length; index++)
        {
            ref readonly FieldSlice field = ref all[index];
            Unsafe.Add(ref chosen, count) = index;
            count += Unsafe.Add(ref ofNames, field.NameId + 1) & (field.IsPlainlyEmpty ? 0 : 1);
        }

        restCount = (int)count;
    }

    /// <summary>Which targets from one on, <see cref="Together"/> of them, may have a value: a bit for each.</summary>
    /// <param name="first">A multiple of <see cref="Together"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint From(int first) => Vector256.LoadUnsafe(
        ref MemoryMarshal.GetArrayDataReference(candidates), (nuint)first).ExtractMostSignificantBits();

    /// <summary>Which of the record's fields a target needs. Only for one that needs a field and has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Place(int target) => Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(places), target);

    /// <summary>Takes a field of this record as rest that did not fit into its place; twice is as once.</summary>
    internal void AddRest(int field)
    {
        int place = ~Rest.BinarySearch(field);
        if (place >= 0)
        {
            rest.AsSpan(place..restCount).CopyTo(rest.AsSpan(place + 1));
            rest[place] = field;
            restCount++;
        }
    }

    // A target and the field that it needs, or the two fields of which it needs the first that has a value.
    private readonly record struct Need(int Target, int First, int Second);
}
