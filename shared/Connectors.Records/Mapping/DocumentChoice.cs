using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// Which targets of a document may have a value in a record, and which fields of it are the rest. Found in one pass
/// over the fields and without a jump: which of them are empty is not to be foreseen. Belongs to one batch, as the
/// names do; not for several threads.
/// </summary>
internal sealed class DocumentChoice
{
    /// <summary>Targets that are told of at a time.</summary>
    internal const int Together = 32;

    private const byte Yes = byte.MaxValue; // -1 in a byte; what counts is its highest bit

    private readonly int[] roles = new int[FieldNames.Capacity + 1]; // of a field, by its name's number + 1
    private readonly byte[] always; // for each target, whether it may have a value without any one field
    private readonly byte[] candidates; // and whether it may have one in this record
    private readonly int[] places; // and which of the record's fields it needs
    private readonly Follower[] followers;
    private readonly int none; // stands for the target of a field that no target needs
    private int[] rest = new int[FieldNames.Capacity];
    private int restCount;

    /// <param name="targets">The targets in their order.</param>
    /// <param name="isRest">Tells of a field name's number whether a field of that name is the rest.</param>
    internal DocumentChoice(ReadOnlySpan<DocumentTarget> targets, Func<int, bool> isRest)
    {
        none = targets.Length;
        int size = ((none / Together) + 1) * Together; // what is behind it is of fields and no targets
        for (int nameId = FieldNames.None; nameId < FieldNames.Capacity; nameId++)
        {
            roles[nameId + 1] = Role(none, isRest(nameId));
        }

        List<Follower> others = [];
        List<int> withoutField = [];
        for (int index = 0; index < targets.Length; index++)
        {
            int[] needed = targets[index].NeededIds;
            if (needed.Length == 0)
            {
                withoutField.Add(index);
            }
            else if (needed is [int only] && Target(roles[only + 1]) == none)
            {
                Serve(only, index);
            }
            else
            {
                int[] served = [.. needed.Select(id =>
                    Target(roles[id + 1]) is var place && place != none ? place : Serve(id, size++))];
                others.Add(new Follower(index, served[0], served[^1]));
            }
        }

        followers = [.. others];
        always = new byte[size];
        candidates = new byte[size];
        places = new int[size];
        withoutField.ForEach(index => always[index] = Yes);
    }

    /// <summary>The rest of this record: places in <see cref="RecordFields.All"/>, in their order.</summary>
    internal ReadOnlySpan<int> Rest => rest.AsSpan(0, restCount);

    /// <summary>Chooses for one record.</summary>
    internal void Choose(RecordFields fields)
    {
        ReadOnlySpan<FieldSlice> all = fields.All;
        if (all.Length > rest.Length)
        {
            rest = new int[2 * all.Length];
        }

        always.CopyTo(candidates);
        ref int ofNames = ref MemoryMarshal.GetArrayDataReference(roles);
        ref byte chosen = ref MemoryMarshal.GetArrayDataReference(candidates);
        ref int needed = ref MemoryMarshal.GetArrayDataReference(places);
        ref int others = ref MemoryMarshal.GetArrayDataReference(rest);
        nint count = 0;
        for (int index = 0; index < all.Length; index++)
        {
            ref readonly FieldSlice field = ref all[index];
            int role = Unsafe.Add(ref ofNames, field.NameId + 1);
            int filled = field.IsPlainlyEmpty ? 0 : 1;
            Unsafe.Add(ref chosen, Target(role)) = (byte)-filled; // of fields with one name the last counts
            Unsafe.Add(ref needed, Target(role)) = index;
            Unsafe.Add(ref others, count) = index;
            count += filled & IsRest(role);
        }

        restCount = (int)count;
        candidates[none] = 0;
        foreach (Follower follower in followers)
        {
            bool isFirst = candidates[follower.First] != 0;
            candidates[follower.Target] = (byte)(candidates[follower.First] | candidates[follower.Second]);
            places[follower.Target] = isFirst ? places[follower.First] : places[follower.Second];
        }
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

    // Gives a field that no target needs yet its place.
    private int Serve(int nameId, int place)
    {
        roles[nameId + 1] = Role(place, IsRest(roles[nameId + 1]) != 0);
        return place;
    }

    private static int Role(int target, bool isRest) => (target << 1) | (isRest ? 1 : 0);

    private static int Target(int role) => role >> 1;

    private static int IsRest(int role) => role & 1;

    // A target that needs the first of two fields that is there, or a field that another target needs too.
    private readonly record struct Follower(int Target, int First, int Second);
}
