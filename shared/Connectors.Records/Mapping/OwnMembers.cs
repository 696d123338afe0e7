using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// The fields of a dataset that have no common name: members of one group of the document, in the order in which they
/// stand in the record. They are most of a record, and which of them comes next can nearly be foreseen: so they are
/// written in a loop of their own. Belongs to one batch, as the names do; not for several threads.
/// </summary>
internal sealed class OwnMembers
{
    private readonly Member[] members = new Member[FieldNames.Capacity + 1]; // by the number of a field's name + 1
    private readonly DocumentTarget[] targets;
    private readonly int nameBytes; // of all members together, with a comma each
    private int[] left = new int[FieldNames.Capacity];

    /// <param name="targets">Targets that are <see cref="Among"/> all.</param>
    internal OwnMembers(DocumentTarget[] targets)
    {
        this.targets = targets;
        for (int index = 0; index < targets.Length; index++)
        {
            members[targets[index].FieldId + 1] = new Member(targets[index], index);
            nameBytes += targets[index].Name.Length + ",".Length;
        }
    }

    /// <summary>
    /// The targets that are fields as they stand, in the group of the rest; none when that is in no group.
    /// </summary>
    /// <param name="targets">The targets in their order, with their names.</param>
    /// <param name="rest">Where the rest stands, or null for nowhere.</param>
    internal static DocumentTarget[] Among(DocumentTarget[] targets, string? rest)
    {
        string group = rest?[..(rest.LastIndexOf('.') + 1)] ?? "";
        return [.. targets
            .Where(target => group.Length > 0 && target.Path.LastIndexOf('.') == group.Length - 1
                && target.Path.StartsWith(group, StringComparison.Ordinal) && target.Value is FieldExpression
                && target.FieldId != FieldNames.None && target.Name.Length <= Member.MaxBytes)
            .DistinctBy(target => target.FieldId)];
    }

    /// <summary>Writes <c>"name":value,</c> for each field that is one of them and has a value of its type.</summary>
    /// <param name="record">The record.</param>
    /// <param name="tail">Its end.</param>
    /// <param name="places">Fields that are not plainly empty: places in <see cref="RecordFields.All"/>.</param>
    /// <param name="output">Where they go, into the group that is open.</param>
    /// <returns>The places of those that are none of them, or of another type; valid until the next call.</returns>
    internal ReadOnlySpan<int> Write(RecordView record, RecordTail tail, ReadOnlySpan<int> places, ByteWriter output)
    {
        if (places.Length > left.Length)
        {
            left = new int[2 * places.Length];
        }

        int leftCount = 0;
        for (int next = WritePlain(record, tail, places, 0, output); next < places.Length;
            next = WritePlain(record, tail, places, next + 1, output))
        {
            left[leftCount] = places[next];
            leftCount += TryWriteOther(places[next], record, output) ? 0 : 1;
        }

        return left.AsSpan(0, leftCount);
    }

    // Writes all that are known at a glance to be right as they stand, and tells which is the first that is not. What
    // is rare is elsewhere, so that the loop stays in registers.
    private int WritePlain(
        RecordView record, RecordTail tail, ReadOnlySpan<int> places, int next, ByteWriter output)
    {
        ref Member first = ref MemoryMarshal.GetArrayDataReference(members);
        ref FieldSlice fields = ref record.Fields.First;
        ref int positions = ref record.Fields.Positions;
        ref byte text = ref MemoryMarshal.GetReference(record.Bytes);
        ref byte room = ref output.Reserve(nameBytes + record.Bytes.Length + DocumentStep.CopiedBytes);
        int lastFullEnd = tail.LastFullEnd;
        nint written = 0;
        for (; next < places.Length; next++)
        {
            int place = places[next];
            ref readonly FieldSlice field = ref Unsafe.Add(ref fields, place);
            ref readonly Member member = ref Unsafe.Add(ref first, field.NameId + 1);
            if (!member.Takes(field) || Unsafe.Add(ref positions, field.NameId) != place)
            {
                break; // another field of this name counts, or it is no field of ours
            }

            ref byte json = ref Unsafe.Add(ref text, field.ValueStart);
            if (field.ValueEnd > lastFullEnd)
            {
                json = ref tail.Find(field);
                if (Unsafe.IsNullRef(ref json))
                {
                    break;
                }
            }

            nint length = field.ValueEnd - field.ValueStart;
            if (!member.Takes(ref json, length))
            {
                break;
            }

            written += member.WriteName(ref Unsafe.Add(ref room, written));
            DocumentStep.Copy(ref json, ref Unsafe.Add(ref room, written), length);
            written += length;
            Unsafe.Add(ref room, written) = (byte)',';
            written++;
        }

        output.Advance((int)written);
        return next;
    }

    // What is not written as it stands. True also when there is nothing to write.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryWriteOther(int place, RecordView record, ByteWriter output)
    {
        FieldSlice field = record.Fields.All[place];
        ref readonly Member member = ref members[field.NameId + 1];
        if (member.IsNone)
        {
            return false;
        }

        var value = new FieldValue(field.Value(record.Bytes), field.Kind);
        if (value.IsEmpty || !record.Fields.IsLastOfName(place))
        {
            return true;
        }

        DocumentTarget target = targets[member.Target];
        int before = output.Length;
        output.Write(target.Name);
        if (target.TryWrite(value, output))
        {
            output.Write((byte)',');
            return true;
        }

        output.Truncate(before);
        return target.IsNothing(value);
    }

    // 64 bytes, a line of the processor's cache.
    private readonly struct Member
    {
        internal const int MaxBytes = 59;

        private readonly Text name;
        private readonly byte nameLength;
        private readonly byte looks;
        private readonly PlainForm form;
        private readonly short target;

        internal Member(DocumentTarget target, int index)
        {
            target.Name.CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.As<Text, byte>(ref name), MaxBytes));
            nameLength = (byte)target.Name.Length;
            looks = target.PlainLooks;
            form = target.Form;
            this.target = (short)index;
        }

        internal bool IsNone => nameLength == 0;

        internal int Target => target;

        internal bool Takes(in FieldSlice field) => (looks & field.Looks) != 0;

        internal bool Takes(ref byte json, nint length) =>
            form == PlainForm.Any || PlainValue.Has(form, ref json, length);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal nint WriteName(ref byte room)
        {
            Vector512.LoadUnsafe(ref Unsafe.As<Text, byte>(ref Unsafe.AsRef(in name))).StoreUnsafe(ref room);
            return nameLength;
        }
    }

    [InlineArray(Member.MaxBytes)]
    private struct Text
    {
        private byte first;
    }
}
