using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// Writes a record as one nested JSON document: <c>{"@timestamp":"…","source":{"ip":"…"}}</c>. A name with dots is a
/// member of groups; a group without any value is not written. Made for the records of one batch; not for several
/// threads.
/// </summary>
public sealed class DocumentWriter
{
    private const int UsualTextBytes = 8 * 1024;
    private const int NoValue = -1;
    private const int Misfit = -2;

    private readonly DocumentTarget[] targets; // all but its own and the rest
    private readonly ValueMemory[] memories; // of the targets
    private readonly OwnMembers? own; // null where there are none: they stand beside the rest
    private readonly DocumentStep[] steps; // to each target; then to the rest, if there is one; then before the first
    private readonly byte[] texts; // of the steps
    private readonly DocumentChoice choice;
    private readonly RecordTail tail = new();
    private readonly byte[] restName; // as "name":
    private readonly bool hasRest;

    private DocumentWriter(IEnumerable<DocumentTarget> targets, string? restPath, IReadOnlySet<int> placed)
    {
        hasRest = restPath is not null;
        DocumentTarget[] arranged = DocumentLayout.Arrange(targets.Where(target => !target.Value.IsNever), restPath);
        DocumentTarget[] members = OwnMembers.Among(arranged, restPath);
        arranged = [.. arranged.Except(members)];
        own = members.Length > 0 ? new OwnMembers(members) : null;
        restName = hasRest ? arranged[^1].Name : [];
        this.targets = hasRest ? arranged[..^1] : arranged;
        memories = [.. this.targets.Select(target => target.Memory)];
        var written = new ByteWriter(UsualTextBytes);
        steps = [.. DocumentLayout.Steps(arranged, written), DocumentStep.Start];
        texts = written.Written.ToArray();
        HashSet<int> elsewhere = [.. placed.Except(members.Select(member => member.FieldId))];
        choice = new DocumentChoice(this.targets, nameId => hasRest && !elsewhere.Contains(nameId));
    }

    /// <summary>
    /// The document of the common vocabulary. Each value has the type that the dataset gives it. What has another type,
    /// and what the dataset does not know, stands unchanged in the one object <see cref="Dataset.OtherName"/>: to be
    /// indexed as one flattened field, so that nothing is lost, refused, or makes fields without end.
    /// </summary>
    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="names">The field names of the batch; all are asked for.</param>
    /// <param name="keepsOriginal">Whether the record itself stands in <c>event.original</c>, as a text.</param>
    public static DocumentWriter OfVocabulary(Dataset dataset, FieldNames names, bool keepsOriginal)
    {
        var source = new VocabularyTargets(dataset, names);
        DocumentTarget[] targets = [.. source.All(keepsOriginal)];
        names.WantAll();
        return new DocumentWriter(targets, dataset.OtherName, source.Placed);
    }

    /// <summary>A document of a destination's own names.</summary>
    /// <param name="map">
    /// What the destination calls the common names. Dots in its targets make groups; a group with [] behind its name is
    /// an array of one object.
    /// </param>
    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="names">The field names of the batch; all are asked for if there is a rest.</param>
    /// <param name="rest">Where the fields go that the map has no name for, unchanged; null for nowhere.</param>
    public static DocumentWriter OfMap(FieldMap map, Dataset dataset, FieldNames names, string? rest)
    {
        var source = new VocabularyTargets(dataset, names);
        DocumentTarget[] targets = [.. source.Of(map)];
        if (rest is not null)
        {
            names.WantAll();
        }

        return new DocumentWriter(targets, rest, source.Placed);
    }

    /// <summary>Writes the document.</summary>
    public void Write(RecordView record, ByteWriter output)
    {
        output.Write((byte)'{');
        WriteMembers(record, output);
        output.Write((byte)'}');
    }

    /// <summary>
    /// Writes the members of the document into an object that is open, behind its brace or its last member.
    /// </summary>
    public void WriteMembers(RecordView record, ByteWriter output)
    {
        choice.Choose(record.Fields);
        tail.Take(record.Bytes);
        ref readonly DocumentStep last = ref steps[^1];
        int comma = output.Written[^1] == '{' ? 0 : 1;
        for (int first = 0; first < targets.Length; first += DocumentChoice.Together)
        {
            for (uint candidates = choice.From(first); candidates != 0; candidates &= candidates - 1)
            {
                int index = first + BitOperations.TrailingZeroCount(candidates);
                if (TryWritePlain(index, record, last, comma, output) || TryWrite(index, record, last, comma, output))
                {
                    last = ref steps[index];
                    comma = 1;
                }
            }
        }

        if (hasRest && TryWriteRest(record, last, comma, output))
        {
            last = ref steps[^2];
        }

        last.End(output);
    }

    // Writes a constant, or a field that is known at a glance to be right as it stands: which most are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool TryWritePlain(int index, RecordView record, in DocumentStep last, int comma, ByteWriter output)
    {
        ref readonly DocumentStep step = ref steps[index];
        ref byte text = ref MemoryMarshal.GetArrayDataReference(texts);
        ref byte json = ref text;
        int length = 0;
        if (step.TakesFields)
        {
            ref readonly FieldSlice field = ref Unsafe.Add(ref record.Fields.First, choice.Place(index));
            length = field.ValueEnd - field.ValueStart;
            json = ref field.ValueEnd <= tail.LastFullEnd
                ? ref Unsafe.Add(ref MemoryMarshal.GetReference(record.Bytes), field.ValueStart)
                : ref tail.Find(field);
            if (Unsafe.IsNullRef(ref json) || !step.Takes(field, ref json))
            {
                return false;
            }
        }
        else if (!step.IsConstant)
        {
            return false;
        }

        ref byte room = ref output.Reserve(DocumentStep.Room + length + DocumentStep.CopiedBytes);
        nint reached = step.Reach(last, comma, ref text, ref room);
        DocumentStep.Copy(ref json, ref Unsafe.Add(ref room, reached), length);
        output.Advance((int)reached + length);
        return true;
    }

    private bool TryWrite(int index, RecordView record, in DocumentStep last, int comma, ByteWriter output)
    {
        ref readonly ValueMemory memory = ref memories[index];
        if (!memory.Exists || !memory.TryGetKey(record, out Vector256<byte> key))
        {
            return WriteAnew(index, record, last, comma, output) >= 0;
        }

        ref ValueMemory.Entry entry = ref memory.At(key);
        if (!entry.IsOf(key))
        {
            int start = WriteAnew(index, record, last, comma, output);
            if (start != Misfit)
            {
                entry.Keep(key, start == NoValue ? [] : output.Written[start..], ValueKind.Null);
            }

            return start >= 0;
        }

        int length = entry.Length;
        if (length == 0)
        {
            return false;
        }

        ref byte room = ref output.Reserve(DocumentStep.Room + DocumentStep.CopiedBytes);
        nint reached = steps[index].Reach(last, comma, ref MemoryMarshal.GetArrayDataReference(texts), ref room);
        entry.CopyTo(ref Unsafe.Add(ref room, reached));
        output.Advance((int)reached + length);
        return true;
    }

    // Tells where in the output the value starts, or that there is none.
    private int WriteAnew(int index, RecordView record, in DocumentStep last, int comma, ByteWriter output)
    {
        DocumentTarget target = targets[index];
        if (!target.Value.TryGet(record, out FieldValue value))
        {
            return NoValue;
        }

        int before = output.Length;
        Reach(steps[index], last, comma, output);
        int start = output.Length;
        if (target.TryWrite(value, output))
        {
            return start;
        }

        output.Truncate(before);
        int field = record.Fields.IndexOf(target.FieldId);
        if (hasRest && field >= 0 && !target.IsNothing(value))
        {
            choice.AddRest(field);
        }

        return Misfit;
    }

    // The dataset's own members, and beside them what has no place.
    private bool TryWriteRest(RecordView record, in DocumentStep last, int comma, ByteWriter output)
    {
        ReadOnlySpan<int> rest = choice.Rest;
        int before = output.Length;
        Reach(steps[^2], last, comma, output);
        int ownBytes = 0;
        if (own is not null)
        {
            output.Truncate(output.Length - restName.Length);
            int start = output.Length;
            rest = own.Write(record, tail, rest, output);
            ownBytes = output.Length - start;
            output.Write(restName);
        }

        int end = output.Length - restName.Length;
        if (DocumentRest.TryWrite(rest, record, output))
        {
            return true;
        }

        output.Truncate(ownBytes > 0 ? end - ",".Length : before);
        return ownBytes > 0;
    }

    private void Reach(in DocumentStep step, in DocumentStep last, int comma, ByteWriter output)
    {
        ref byte room = ref output.Reserve(DocumentStep.Room);
        output.Advance((int)step.Reach(last, comma, ref MemoryMarshal.GetArrayDataReference(texts), ref room));
    }
}
