using System.Text;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>A record before and after.</summary>
/// <param name="Location">Where it stands in its object.</param>
/// <param name="Outcome">What would become of it, for a person.</param>
/// <param name="Source">As it is.</param>
/// <param name="Delivered">As it would be delivered; empty when it would not.</param>
internal sealed record PreviewedRecord(RecordLocation Location, string Outcome, byte[] Source, byte[] Delivered);

/// <summary>Takes the first records of a batch and keeps what the mapper makes of them.</summary>
internal sealed class Preview : IRecordTaker
{
    private const int UsualRecordBytes = 16 * 1024;

    private readonly int most;
    private readonly RecordMapper mapper;
    private readonly RecordId recordId;
    private readonly ByteWriter output = new(UsualRecordBytes);
    private readonly List<PreviewedRecord> records = [];

    internal Preview(ConnectorParts parts, BatchOrigin origin, int most)
    {
        this.most = most;
        mapper = BatchDelivery.CreateMapper(parts, origin);
        recordId = new RecordId(origin.IdPrefix);
    }

    internal IReadOnlyList<PreviewedRecord> Records => records;

    public Problem? StopReason => null;

    public bool WantsMore => records.Count < most;

    public bool HasWork => false;

    public void Take(in RawRecord record)
    {
        var id = new ByteWriter(recordId.Prefix.Length);
        recordId.Write(record.Location.Line, id);
        output.Clear();
        Mapping mapping = mapper.Map(record, id.Written, output);
        string outcome = mapping.Outcome switch
        {
            MappingOutcome.Mapped => "would be delivered as " + Encoding.ASCII.GetString(id.Written),
            MappingOutcome.Filtered => "would be filtered",
            MappingOutcome.SampledOut => "would be sampled out",
            _ => $"would be a dead letter: {mapping.Reason.Code()} {mapping.Detail}".TrimEnd(),
        };
        byte[] delivered = mapping.Outcome == MappingOutcome.Mapped ? output.Written.ToArray() : [];
        records.Add(new PreviewedRecord(record.Location, outcome, record.Bytes.ToArray(), delivered));
    }

    public Task WorkAsync(CancellationToken cancel) => Task.CompletedTask;

    public Task FinishAsync(CancellationToken cancel) => Task.CompletedTask;
}
