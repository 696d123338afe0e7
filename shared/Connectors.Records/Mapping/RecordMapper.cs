namespace Connectors.Records;

/// <summary>
/// Takes one record after the other from what stood in the batch to what the destination gets: scan, rules, event time,
/// envelope. Made for one batch; not for several threads.
/// </summary>
public sealed class RecordMapper
{
    private const int UsualRecordBytes = 16 * 1024;

    private readonly FieldNames names;
    private readonly int[] timeFields;
    private readonly RuleProgram rules;
    private readonly IEnvelope envelope;
    private readonly RecordScanner scanner;
    private readonly RecordFields fields = new();
    private readonly ByteWriter rewritten = new(UsualRecordBytes);

    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="rules">The operator's rules.</param>
    /// <param name="createEnvelope">Makes the destination's envelope for the field names of this batch.</param>
    public RecordMapper(Dataset dataset, RuleSet rules, Func<FieldNames, IEnvelope> createEnvelope)
    {
        names = new FieldNames();
        timeFields = [.. dataset.TimeFields.Select(names.Want)];
        scanner = new RecordScanner(names);
        this.rules = rules.Prepare(dataset, names);
        envelope = createEnvelope(names);
    }

    /// <summary>Maps one record.</summary>
    /// <param name="record">The record as it was read.</param>
    /// <param name="id">Its id: ASCII that needs no escape in JSON.</param>
    /// <param name="output">Receives the enveloped record when the outcome is
    /// <see cref="MappingOutcome.Mapped"/>.</param>
    public Mapping Map(RawRecord record, ReadOnlySpan<byte> id, ByteWriter output)
    {
        if (record.Fault != ReadFault.None)
        {
            return Rejected(record.Fault.Reason());
        }

        ScanResult scan = scanner.Scan(record.Bytes, fields);
        if (!scan.IsWhole)
        {
            return Rejected(scan.Fault.Reason()) with { Scan = scan };
        }

        rewritten.Clear();
        RuleOutcome outcome = rules.Run(record.Bytes, fields, rewritten);
        switch (outcome)
        {
            case RuleOutcome.Unchanged:
                return Write(record.Bytes, id, output);
            case RuleOutcome.Rewritten:
                scanner.Scan(rewritten.Written, fields);
                return Write(rewritten.Written, id, output) with { SourceOffset = IEnvelope.NotCarried };
            case RuleOutcome.Filtered:
                return new Mapping(MappingOutcome.Filtered);
            case RuleOutcome.SampledOut:
                return new Mapping(MappingOutcome.SampledOut);
            default:
                return Rejected(RejectionReason.NotRedactable);
        }
    }

    private static Mapping Rejected(RejectionReason reason) => new(MappingOutcome.Rejected) { Reason = reason };

    private Mapping Write(ReadOnlySpan<byte> record, ReadOnlySpan<byte> id, ByteWriter output)
    {
        EventTime? time = FindTime(record);
        var view = new RecordView(record, fields);
        int sourceOffset = envelope.Write(new MappedRecord { View = view, Id = id, Time = time }, output);
        return sourceOffset == IEnvelope.TooLarge
            ? Rejected(RejectionReason.TooLargeForDestination) with { Time = time }
            : new Mapping(MappingOutcome.Mapped) { Time = time, SourceOffset = sourceOffset };
    }

    private EventTime? FindTime(ReadOnlySpan<byte> record)
    {
        foreach (int nameId in timeFields)
        {
            if (fields.TryGet(nameId, out FieldSlice field)
                && EventTimeParser.TryParse(field.Text(record), out EventTime time))
            {
                return time;
            }
        }

        return null;
    }
}
