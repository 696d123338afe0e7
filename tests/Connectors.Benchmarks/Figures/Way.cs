using System.Net;
using System.Text;
using Connectors.Datadog;
using Connectors.Elastic;
using Connectors.Hosting;
using Connectors.Splunk;
using Connectors.SumoLogic;

namespace Connectors.Benchmarks;

/// <summary>A destination in one of its modes: what is measured beside the codec limit.</summary>
/// <param name="Name">As in the table.</param>
/// <param name="Module">The destination.</param>
/// <param name="Settings">Names and texts.</param>
internal sealed record Way(string Name, DestinationModule Module, params (string Name, string Text)[] Settings)
{
    private static readonly (string Name, string Text) Ocsf = ("CONNECTOR_SCHEMA", "ocsf");

    /// <summary>The status of the destination's good answer.</summary>
    private HttpStatusCode Status { get; init; } = HttpStatusCode.OK;

    /// <summary>The destination's good answer to a body of so many lines.</summary>
    private Func<int, byte[]> Answer { get; init; } = _ => [];

    /// <summary>All that are measured.</summary>
    internal static IReadOnlyList<Way> All { get; } =
    [
        Splunk("native"), Splunk("ocsf", Ocsf),
        Datadog("raw"), Datadog("raw, zstd", ("DD_COMPRESSION", "zstd")),
        Datadog("standard", ("DD_MODE", "standard")), Datadog("ocsf", Ocsf),
        SumoLogic("raw"), SumoLogic("ocsf", Ocsf),
        Elastic("ecs"), Elastic("integration", ("ELASTIC_MODE", "integration")), Elastic("ocsf", Ocsf),
    ];

    /// <summary>Makes what takes the requests of one connector.</summary>
    internal NullTransport CreateTransport() => new(Status, Answer);

    private static Way Splunk(string mode, params (string Name, string Text)[] settings) => new(
        "splunk " + mode, SplunkDestination.Module,
        [("SPLUNK_HEC_URL", "https://splunk.example.com"), ("SPLUNK_HEC_TOKEN", "token"), .. settings])
    {
        Answer = _ => """{"text":"Success","code":0}"""u8.ToArray(),
    };

    private static Way Datadog(string mode, params (string Name, string Text)[] settings) =>
        new("datadog " + mode, DatadogDestination.Module, [("DD_API_KEY", "key"), .. settings])
        {
            Status = HttpStatusCode.Accepted,
            Answer = _ => "{}"u8.ToArray(),
        };

    private static Way SumoLogic(string mode, params (string Name, string Text)[] settings) => new(
        "sumologic " + mode, SumoLogicDestination.Module,
        [("SUMO_URL", "https://collectors.sumologic.com/receiver/v1/http/code"), .. settings]);

    private static Way Elastic(string mode, params (string Name, string Text)[] settings) => new(
        "elastic " + mode, ElasticDestination.Module,
        [("ELASTICSEARCH_URL", "https://es.example.com"), ("ELASTICSEARCH_API_KEY", "key"), .. settings])
    {
        Answer = BulkReply,
    };

    // Two lines are one document.
    private static byte[] BulkReply(int lines)
    {
        string items = string.Join(',', Enumerable.Repeat("""{"create":{"status":201}}""", lines / 2));
        return Encoding.UTF8.GetBytes($$"""{"errors":false,"items":[{{items}}]}""");
    }
}
