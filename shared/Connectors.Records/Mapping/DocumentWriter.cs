namespace Connectors.Records;

/// <summary>
/// Writes a record as one nested JSON document: <c>{"@timestamp":"…","source":{"ip":"…"}}</c>. A name with dots is a
/// member of groups; a group without any value is not written. Made for the records of one batch; not for several
/// threads.
/// </summary>
public sealed class DocumentWriter
{
    private readonly DocumentTarget[] targets;
    private readonly (short NeededId, short Shared)[] conditions; // of the targets
    private readonly (short Target, short Shared)[] candidates; // targets that may have a value in a record
    private readonly DocumentTarget? restTarget;
    private readonly DocumentRest? rest;
    private short sharedAtEnd; // groups that all targets behind the last candidate share

    private DocumentWriter(IEnumerable<DocumentTarget> targets, string? restPath, DocumentRest? rest)
    {
        DocumentTarget[] arranged = DocumentLayout.Arrange(targets, restPath);
        this.targets = restPath is null ? arranged : arranged[..^1];
        conditions = [.. this.targets.Select(target => ((short)target.NeededId, (short)target.Shared))];
        candidates = new (short, short)[this.targets.Length];
        restTarget = restPath is null ? null : arranged[^1];
        this.rest = rest;
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
        return new DocumentWriter(targets, dataset.OtherName, new DocumentRest(names, source.Placed));
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
        return new DocumentWriter(targets, rest, rest is null ? null : new DocumentRest(names, source.Placed));
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
        rest?.Begin();
        DocumentTarget? last = null; // the target written last: its groups are open
        int shared = 0; // of these, the ones that the next target stands in too
        foreach ((short candidate, short sharedBefore) in FindCandidates(record.Fields))
        {
            DocumentTarget target = targets[candidate];
            shared = Math.Min(shared, sharedBefore);
            if (!target.TryGet(record, out FieldValue value))
            {
                continue;
            }

            int before = output.Length;
            Open(target, last, shared, output);
            if (target.TryWrite(value, output))
            {
                last = target;
                shared = target.Groups.Length;
                continue;
            }

            output.Truncate(before);
            if (!target.IsNothing(value))
            {
                rest?.Add(target.FieldId);
            }
        }

        if (restTarget is not null)
        {
            int before = output.Length;
            shared = Math.Min(shared, Math.Min(sharedAtEnd, restTarget.Shared));
            Open(restTarget, last, shared, output);
            if (rest!.TryWrite(record, output))
            {
                last = restTarget;
            }
            else
            {
                output.Truncate(before);
            }
        }

        Close(last, 0, output);
    }

    // Most records leave many fields empty, and each time others: so what is not there is passed over without a jump.
    // Each candidate comes with how many groups it shares with all targets since the candidate before it.
    private ReadOnlySpan<(short Target, short Shared)> FindCandidates(RecordFields fields)
    {
        int count = 0;
        short shared = short.MaxValue;
        for (int index = 0; index < conditions.Length; index++)
        {
            (short neededId, short sharedBefore) = conditions[index];
            shared = Math.Min(shared, sharedBefore);
            candidates[count] = ((short)index, shared);
            bool isCandidate = fields.MayHaveValue(neededId);
            count += isCandidate ? 1 : 0;
            shared = isCandidate ? short.MaxValue : shared;
        }

        sharedAtEnd = shared;
        return candidates.AsSpan(0, count);
    }

    // Closes the groups that the target is not in, opens those that it is in, and writes its name.
    private static void Open(DocumentTarget target, DocumentTarget? last, int shared, ByteWriter output)
    {
        bool isInSameGroup = shared == target.Groups.Length && shared == last?.Groups.Length;
        if (isInSameGroup)
        {
            output.Write(target.NextName);
            return;
        }

        Close(last, shared, output);
        for (int group = shared; group < target.Groups.Length; group++)
        {
            WriteName(target.Groups[group].Start, output);
        }

        WriteName(target.Name, output);
    }

    // Closes all groups but the first ones.
    private static void Close(DocumentTarget? last, int but, ByteWriter output)
    {
        for (int group = (last?.Groups.Length ?? 0) - 1; group >= but; group--)
        {
            output.Write(last!.Groups[group].End);
        }
    }

    private static void WriteName(byte[] name, ByteWriter output)
    {
        if (output.Written[^1] != '{')
        {
            output.Write((byte)',');
        }

        output.Write(name);
    }
}
