using System.Text;
using Connectors.Records;

namespace Connectors.Delivery.Tests;

/// <summary>Any value that a test does not care about.</summary>
internal static class Some
{
    internal static readonly PayloadLimits Limits = new(FillBytes: 1000, MaxBytes: 1000, MaxRecords: 1000);

    internal static readonly PayloadOrigin Origin = new(Dataset.Unknown, "s3://logs/batch.log.gz");

    /// <summary>A payload with one line for each text.</summary>
    internal static Payload Payload(params string[] records)
    {
        var writer = new PayloadWriter(Limits, PayloadFraming.Lines, new PayloadPool(Limits), Origin);
        for (int index = 0; index < records.Length; index++)
        {
            writer.Begin().Write(Utf8(records[index]));
            writer.Commit(Record(records[index], index + 1), NotCarried, out _);
        }

        return writer.TakeRest()!;
    }

    internal static Mapping NotCarried => new(MappingOutcome.Mapped) { SourceOffset = IEnvelope.NotCarried };

    internal static RawRecord Record(string text, long line = 1) =>
        new() { Bytes = Utf8(text), Location = new RecordLocation(line, 0) };

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
