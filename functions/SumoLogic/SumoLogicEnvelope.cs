using Connectors.Records;

namespace Connectors.SumoLogic;

/// <summary>
/// Sumo Logic's wrapping of one record: none. The record is a line, as it is, or as the OCSF event that the operator
/// wants of it; what the logs are stands in headers.
/// Where that is wished, a record that is too long for a line becomes several: see <see cref="RecordParts"/>.
/// </summary>
internal sealed class SumoLogicEnvelope(SumoLogicOptions options, Dataset dataset) : IEnvelope
{
    public int Write(in MappedRecord record, ByteWriter output)
    {
        int start = output.Length;
        record.WriteBody(output);
        ReadOnlySpan<byte> line = output.Written[start..];
        if (options.SplitsOversize && line.Length + "\n"u8.Length > SumoLogicDestination.MaxLineBytes)
        {
            const int most = SumoLogicDestination.MaxLineBytes - 1;
            IReadOnlyList<string> timeFields = options.UsesOcsf ? [Ocsf.Time] : dataset.TimeFields;
            byte[] whole = line.ToArray();
            output.Truncate(start);
            bool isCut = RecordParts.TryWrite(whole, record.Id, timeFields, most, output);
            return isCut ? IEnvelope.NotCarried : IEnvelope.TooLarge;
        }

        if (!line.ContainsAny((byte)'\n', (byte)'\r'))
        {
            return start;
        }

        // Inside a record these can only stand between two values, where a blank is as good.
        output.ReplaceFrom(start, (byte)'\n', (byte)' ');
        output.ReplaceFrom(start, (byte)'\r', (byte)' ');
        return IEnvelope.NotCarried;
    }
}
