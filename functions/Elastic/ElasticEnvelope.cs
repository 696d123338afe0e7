using System.Text;
using Connectors.Records;

namespace Connectors.Elastic;

/// <summary>
/// Elasticsearch's wrapping of one record, two lines: <c>{"create":{"_id":…}}</c>, and a document of the Elastic Common
/// Schema, or the one that the package cloudflare_logpush expects:
/// <c>{"data_stream":…,"@timestamp":…,"tags":…,"event":…,"message":"the record as a text"}</c>; or an OCSF event, with
/// <c>data_stream</c> and <c>@timestamp</c> before its own members.
/// </summary>
/// <remarks>
/// Sources: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk (lines),
/// https://github.com/elastic/integrations/tree/main/packages/cloudflare_logpush (its pipelines rename message to
/// event.original and read all fields from there). The id of the record is the id of the document, so that a record
/// which is sent twice is stored once.
/// </remarks>
internal sealed class ElasticEnvelope : IEnvelope
{
    private readonly byte[] start; // behind the id, up to the data stream
    private readonly byte[] timeOfBatch;
    private readonly byte[] tags; // of the integration's document, up to the message
    private readonly DocumentWriter? document; // null for the integration and for OCSF
    private readonly bool usesOcsf;

    /// <param name="options">The settings.</param>
    /// <param name="dataset">The dataset of the batch.</param>
    /// <param name="names">The field names of the batch.</param>
    /// <param name="now">When the batch begins: the time of records that have none, as a data stream takes no
    /// others.</param>
    internal ElasticEnvelope(ElasticOptions options, Dataset dataset, FieldNames names, DateTimeOffset now)
    {
        string stream = options.StreamDataset(dataset);
        start = Start(stream, options.Namespace);
        timeOfBatch = Encoding.ASCII.GetBytes(now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'"));
        tags = Tags(stream, options.IntegrationStream(dataset));
        usesOcsf = options.UsesOcsf;
        document = options.IsForIntegration || usesOcsf
            ? null
            : DocumentWriter.OfVocabulary(dataset, names, keepsOriginal: false);
    }

    public int Write(in MappedRecord record, ByteWriter output)
    {
        output.Write("{\"create\":{\"_id\":\""u8);
        output.Write(record.Id);
        output.Write(start);
        int place = IEnvelope.NotCarried;
        if (document is not null)
        {
            WriteDocument(document, record, output);
        }
        else if (usesOcsf)
        {
            WriteTime(record.Time, output);
            record.WriteMembers(output);
        }
        else
        {
            WriteTime(record.Time, output);
            output.Write(tags);
            place = output.Length;
            JsonText.WriteString(record.View.Bytes, output);
        }

        output.Write((byte)'}');
        return place;
    }

    // The document tells its time itself, where it has one.
    private void WriteDocument(DocumentWriter document, in MappedRecord record, ByteWriter output)
    {
        if (record.Time is null)
        {
            WriteTime(time: null, output);
        }

        document.WriteMembers(record.View, output);
    }

    private void WriteTime(EventTime? time, ByteWriter output)
    {
        output.Write(",\"@timestamp\":\""u8);
        if (time is { } known)
        {
            known.WriteRfc3339(output);
        }
        else
        {
            output.Write(timeOfBatch);
        }

        output.Write((byte)'"');
    }

    private static byte[] Start(string stream, string space)
    {
        var members = new ByteWriter(0);
        members.Write("\"}}\n{\"data_stream\":{\"type\":\"logs\","u8);
        JsonText.WriteMember("dataset", stream, members);
        members.Write((byte)',');
        JsonText.WriteMember("namespace", space, members);
        members.Write((byte)'}');
        return members.Written.ToArray();
    }

    private static byte[] Tags(string stream, string? integration)
    {
        var members = new ByteWriter(0);
        members.Write(",\"tags\":[\"forwarded\""u8);
        if (integration is not null)
        {
            members.Write(Encoding.UTF8.GetBytes($",\"cloudflare_logpush-{integration}\""));
        }

        members.Write("],\"event\":{"u8);
        JsonText.WriteMember("dataset", stream, members);
        members.Write("},\"message\":"u8);
        return members.Written.ToArray();
    }
}
