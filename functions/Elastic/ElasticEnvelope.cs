using System.Text;
using Connectors.Records;

namespace Connectors.Elastic;

/// <summary>
/// Elasticsearch's wrapping of one record, two lines: <c>{"create":{"_id":…}}</c>, and the document as the package
/// cloudflare_logpush expects it: <c>{"@timestamp":…,"tags":…,"data_stream":…,"event":…,"message":"the record as a
/// text"}</c>.
/// </summary>
/// <remarks>
/// Sources: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk (lines),
/// https://github.com/elastic/integrations/tree/main/packages/cloudflare_logpush (its pipelines rename message to
/// event.original and read all fields from there). The id of the record is the id of the document, so that a record
/// which is sent twice is stored once.
/// </remarks>
internal sealed class ElasticEnvelope : IEnvelope
{
    private readonly byte[] constants;
    private readonly byte[] timeOfBatch;

    /// <param name="options">The settings.</param>
    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="now">When the batch begins: the time of records that have none, as a data stream takes no
    /// others.</param>
    internal ElasticEnvelope(ElasticOptions options, Dataset dataset, DateTimeOffset now)
    {
        timeOfBatch = Encoding.ASCII.GetBytes(now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        string stream = options.StreamDataset(dataset);
        var members = new ByteWriter(0);
        members.Write("\",\"tags\":[\"forwarded\""u8);
        if (options.IntegrationStream(dataset) is { } integration)
        {
            members.Write(Encoding.UTF8.GetBytes($",\"cloudflare_logpush-{integration}\""));
        }

        members.Write("],\"data_stream\":{\"type\":\"logs\","u8);
        JsonText.WriteMember("dataset", stream, members);
        members.Write((byte)',');
        JsonText.WriteMember("namespace", options.Namespace, members);
        members.Write("},\"event\":{"u8);
        JsonText.WriteMember("dataset", stream, members);
        members.Write("},\"message\":"u8);
        constants = members.Written.ToArray();
    }

    public int Write(in MappedRecord record, ByteWriter output)
    {
        output.Write("{\"create\":{\"_id\":\""u8);
        output.Write(record.Id);
        output.Write("\"}}\n{\"@timestamp\":\""u8);
        if (record.Time is { } time)
        {
            time.WriteRfc3339(output);
        }
        else
        {
            output.Write(timeOfBatch);
        }

        output.Write(constants);
        JsonText.WriteString(record.View.Bytes, output);
        output.Write((byte)'}');
        return IEnvelope.NotCarried;
    }
}
