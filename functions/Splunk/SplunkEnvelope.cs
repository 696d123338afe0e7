using Connectors.Records;

namespace Connectors.Splunk;

/// <summary>
/// Splunk's wrapping of one record: <c>{"time":…,"host":…,"source":…,"sourcetype":…,"index":…,"fields":{"record_id":…},
/// "event":record}</c>. The record stays as it is, so that Splunk's Cloudflare app reads it, unless the operator wants
/// OCSF.
/// </summary>
/// <remarks>
/// Source: https://docs.splunk.com/Documentation/Splunk/latest/Data/FormateventsforHTTPEventCollector. An unknown key
/// makes Splunk drop the event without a word, so there are no others.
/// </remarks>
internal sealed class SplunkEnvelope : IEnvelope
{
    private readonly byte[] constants;
    private readonly FlatFields? cim;

    /// <param name="options">The settings.</param>
    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="cim">The fields of the Common Information Model, when they are wanted.</param>
    internal SplunkEnvelope(SplunkOptions options, Dataset dataset, FlatFields? cim)
    {
        this.cim = cim;
        var members = new ByteWriter(0);
        WriteMember("host", options.Host, members);
        WriteMember("source", options.Source ?? options.SourcePrefix + dataset.Name, members);
        WriteMember("sourcetype", options.Sourcetype, members);
        WriteMember("index", options.Index, members);
        members.Write("\"fields\":{\"record_id\":\""u8);
        constants = members.Written.ToArray();
    }

    public int Write(in MappedRecord record, ByteWriter output)
    {
        output.Write((byte)'{');
        if (record.Time is { } time)
        {
            output.Write("\"time\":"u8);
            time.WriteUnixSeconds(output);
            output.Write((byte)',');
        }

        output.Write(constants);
        output.Write(record.Id);
        output.Write((byte)'"');
        cim?.Write(record.View, output);
        output.Write("},\"event\":"u8);
        int sourceOffset = output.Length;
        record.WriteBody(output);
        output.Write((byte)'}');
        return sourceOffset;
    }

    private static void WriteMember(string name, string? value, ByteWriter members)
    {
        if (value is null)
        {
            return;
        }

        JsonText.WriteMember(name, value, members);
        members.Write((byte)',');
    }
}
