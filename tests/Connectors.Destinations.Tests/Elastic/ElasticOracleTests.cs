using System.Globalization;
using System.Numerics;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using static Connectors.Destinations.Tests.SlowReading;

namespace Connectors.Destinations.Tests;

/// <summary>
/// What we send to Elasticsearch, read by another parser and compared with a slow and obvious mapping.
/// </summary>
public sealed class ElasticOracleTests
{
    private static readonly JsonLoadSettings Strict =
        new() { DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error };

    [Theory]
    [InlineData("http_requests", "cloudflare_logpush.http_request", "cloudflare_logpush-http_request")]
    [InlineData("firewall_events", "cloudflare_logpush.firewall_event", "cloudflare_logpush-firewall_event")]
    [InlineData("unknown", "cloudflare.unknown", null)]
    public void Every_line_of_the_corpus_means_what_the_oracle_says(string dataset, string stream, string? tag)
    {
        string[] sources =
            File.ReadAllLines(Path.Combine(ProjectPaths.Root, "tests", "corpus", "elastic", dataset, "batch.ndjson"));
        string[] sent = CorpusTests.Map("elastic", dataset, sources).TrimEnd('\n').Split('\n');
        Assert.Equal(2 * sources.Length, sent.Length);
        for (int line = 0; line < sources.Length; line++)
        {
            Assert.Equal(
                $$$"""{"create":{"_id":"v1-0123456789abcdef0123456789abcdef-{{{line + 1}}}"}}""", sent[2 * line]);
            var document = Parse(sent[(2 * line) + 1]);
            Assert.Equal(sources[line], (string)document["message"]!); // not one byte of the record is touched
            document.Remove("message");
            Assert.Equal(Expected(Parse(sources[line]), stream, tag), document.ToString(Formatting.None));
        }
    }

    [Theory]
    [InlineData("http_requests")]
    [InlineData("firewall_events")]
    [InlineData("unknown")]
    public void A_document_of_the_schema_has_an_id_a_stream_and_a_time_once(string dataset)
    {
        string[] sources = File.ReadAllLines(
            Path.Combine(ProjectPaths.Root, "tests", "corpus", "elastic-ecs", dataset, "batch.ndjson"));
        string[] sent = CorpusTests.Map("elastic-ecs", dataset, sources).TrimEnd('\n').Split('\n');
        for (int line = 0; line < sources.Length; line++)
        {
            string document = sent[(2 * line) + 1];
            JObject.Parse(document, Strict);
            JToken parsed = Parse(document);
            Assert.Equal("cloudflare." + dataset, (string)parsed["data_stream"]!["dataset"]!);
            Assert.Equal(Time(Parse(sources[line])), (string)parsed["@timestamp"]!);
        }
    }

    private static string Expected(JObject source, string stream, string? tag) => new JObject
    {
        ["data_stream"] = new JObject { ["type"] = "logs", ["dataset"] = stream, ["namespace"] = "default" },
        ["@timestamp"] = Time(source),
        ["tags"] = tag is null ? new JArray("forwarded") : new JArray("forwarded", tag),
        ["event"] = new JObject { ["dataset"] = stream },
    }.ToString(Formatting.None);

    // A record without a time has that of its batch.
    private static string Time(JObject source) =>
        EventTime(source) is { } time ? Rfc3339(time) : "2026-11-22T12:00:00.000Z";

    private static string Rfc3339(BigInteger nanoseconds)
    {
        string seconds = DateTimeOffset.FromUnixTimeSeconds((long)(nanoseconds / 1_000_000_000))
            .ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        string decimals =
            ((long)(nanoseconds % 1_000_000_000)).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return seconds + (decimals.Length > 0 ? "." + decimals : "") + "Z";
    }
}
