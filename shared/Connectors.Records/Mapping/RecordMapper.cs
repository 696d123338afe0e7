namespace Connectors.Records;

/// <summary>
/// Takes one record after the other from what stood in the batch to what the destination gets: scan, rules, event time,
/// schema, envelope. Made for one batch; not for several threads.
/// </summary>
public sealed class RecordMapper
{
    private const int UsualRecordBytes = 16 * 1024;

    private readonly FieldNames names;
    private readonly int[] timeFields;
    private readonly RuleProgram rules;
    private readonly OcsfEvents? events;
    private readonly IEnvelope envelope;
    private readonly UnknownFields unknown;
    private readonly RecordScanner scanner;
    private readonly RecordFields fields = new();
    private readonly ByteWriter rewritten = new(UsualRecordBytes);

    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="rules">The operator's rules.</param>
    /// <param name="createEnvelope">Makes the destination's envelope for the field names of this batch.</param>
    /// <param name="createEvents">Makes what records become before the envelope; null where they stay what they are.
    /// </param>
    public RecordMapper(
        Dataset dataset,
        RuleSet rules,
        Func<FieldNames, IEnvelope> createEnvelope,
        Func<FieldNames, OcsfEvents>? createEvents = null)
    {
        names = new FieldNames();
        if (dataset != Dataset.Unknown)
        {
            names.Know(dataset.Fields.Select(field => field.Name));
        }

        unknown = new UnknownFields(names);
        timeFields = [.. dataset.TimeFields.Select(names.Want)];
        scanner = new RecordScanner(names);
        this.rules = rules.Prepare(dataset, names);
        events = createEvents?.Invoke(names);
        envelope = createEnvelope(names);
    }

    /// <summary>
    /// The fields met since this was last asked that the dataset does not know, each with how many times it stood in a
    /// record. An empty name is for those beyond the first <see cref="FieldNames.Capacity"/> names of the batch. There
    /// are none where no dataset is known.
    /// </summary>
    public IReadOnlyList<KeyValuePair<string, long>> TakeUnknownFields() => unknown.Take();

    /// <summary>Maps one record.</summary>
    /// <param name="record">The record as it was read.</param>
    /// <param name="id">Its id: ASCII that needs no escape in JSON.</param>
    /// <param name="output">Receives the enveloped record when the outcome is
    /// <see cref="MappingOutcome.Mapped"/>.</param>
    public Mapping Map(in RawRecord record, ReadOnlySpan<byte> id, ByteWriter output)
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

        unknown.Count(fields);
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
        int offset = envelope.Write(new MappedRecord { View = view, Id = id, Time = time, Events = events }, output);
        return offset == IEnvelope.TooLarge
            ? Rejected(RejectionReason.TooLargeForDestination) with { Time = time }
            : new Mapping(MappingOutcome.Mapped)
            {
                Time = time,
                SourceOffset = events is null ? offset : IEnvelope.NotCarried,
            };
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
