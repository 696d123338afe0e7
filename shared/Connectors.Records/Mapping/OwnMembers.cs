using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

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

        ref Member first = ref MemoryMarshal.GetArrayDataReference(members);
        ref FieldSlice fields = ref MemoryMarshal.GetReference(record.Fields.All);
        ref byte text = ref MemoryMarshal.GetReference(record.Bytes);
        ref byte room = ref Reserve(record, output);
        int lastFullEnd = tail.LastFullEnd;
        nint written = 0;
        int leftCount = 0;
        foreach (int place in places)
        {
            ref readonly FieldSlice field = ref Unsafe.Add(ref fields, place);
            ref readonly Member member = ref Unsafe.Add(ref first, field.NameId + 1);
            ref byte json = ref field.ValueEnd <= lastFullEnd
                ? ref Unsafe.Add(ref text, field.ValueStart)
                : ref tail.Find(field);
            if (member.Takes(field, ref json) && record.Fields.IsLastOfName(place))
            {
                written += member.WriteName(ref Unsafe.Add(ref room, written));
                nint length = field.ValueEnd - field.ValueStart;
                DocumentStep.Copy(ref json, ref Unsafe.Add(ref room, written), length);
                written += length;
                Unsafe.Add(ref room, written) = (byte)',';
                written++;
            }
            else
            {
                output.Advance((int)written);
                left[leftCount] = place;
                leftCount += TryWriteOther(place, record, output) ? 0 : 1;
                room = ref Reserve(record, output);
                written = 0;
            }
        }

        output.Advance((int)written);
        return left.AsSpan(0, leftCount);
    }

    // What is not written as it stands. True also when there is nothing to write.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool TryWriteOther(int place, RecordView record, ByteWriter output)
    {
        FieldSlice field = record.Fields.All[place];
        Member member = members[field.NameId + 1];
        var value = new FieldValue(field.Value(record.Bytes), field.Kind);
        if (member.IsNone)
        {
            return false;
        }

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

    // For all that is written as it stands: names and values, and what is copied too much.
    private ref byte Reserve(RecordView record, ByteWriter output) =>
        ref output.Reserve(nameBytes + record.Bytes.Length + DocumentStep.CopiedBytes);

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

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal bool Takes(in FieldSlice field, ref byte json) => (looks & field.Looks) != 0
            && !Unsafe.IsNullRef(ref json)
            && (form == PlainForm.Any || PlainValue.Has(form, ref json, field.ValueEnd - field.ValueStart));

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        internal nint WriteName(ref byte room)
        {
            DocumentStep.Copy(ref Unsafe.As<Text, byte>(ref Unsafe.AsRef(in name)), ref room, DocumentStep.CopiedBytes);
            return nameLength;
        }
    }

    [InlineArray(Member.MaxBytes)]
    private struct Text
    {
        private byte first;
    }
}
