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

    private static string Expected(JObject source, string stream, string? tag) => new JObject
    {
        ["@timestamp"] = EventTime(source) is { } time ? Rfc3339(time) : "2026-11-22T12:00:00.000Z",
        ["tags"] = tag is null ? new JArray("forwarded") : new JArray("forwarded", tag),
        ["data_stream"] = new JObject { ["type"] = "logs", ["dataset"] = stream, ["namespace"] = "default" },
        ["event"] = new JObject { ["dataset"] = stream },
    }.ToString(Formatting.None);

    private static string Rfc3339(BigInteger nanoseconds)
    {
        string seconds = DateTimeOffset.FromUnixTimeSeconds((long)(nanoseconds / 1_000_000_000))
            .ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        string decimals =
            ((long)(nanoseconds % 1_000_000_000)).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        return seconds + (decimals.Length > 0 ? "." + decimals : "") + "Z";
    }
}
