using System.Globalization;
using System.Numerics;
using Newtonsoft.Json.Linq;
using static Connectors.Destinations.Tests.SlowReading;

namespace Connectors.Destinations.Tests;

/// <summary>
/// What we send to Splunk, read by another parser and compared with a slow and obvious mapping of the same record.
/// </summary>
public sealed class SplunkOracleTests
{
    private static readonly string[] Blocking =
    [
        "block", "challenge", "jschallenge", "managedChallenge", "managed_challenge", "challengeFailed",
        "jschallengeFailed", "connectionclose", "connectionClose",
    ];

    [Theory]
    [InlineData("http_requests")]
    [InlineData("firewall_events")]
    [InlineData("unknown")]
    public void Every_line_of_the_corpus_means_what_the_oracle_says(string dataset)
    {
        string[] sources =
            File.ReadAllLines(Path.Combine(ProjectPaths.Root, "tests", "corpus", "splunk", dataset, "batch.ndjson"));
        string[] sent = CorpusTests.Map("splunk", dataset, sources).TrimEnd('\n').Split('\n');
        Assert.Equal(sources.Length, sent.Length);
        for (int line = 0; line < sources.Length; line++)
        {
            Assert.Equal(
                $"{line + 1}: {Expected(Parse(sources[line]), dataset, line + 1)}", $"{line + 1}: {Parse(sent[line])}");
            Assert.EndsWith(",\"event\":" + sources[line] + "}", sent[line]); // not one byte of the record is touched
        }
    }

    private static JObject Expected(JObject source, string dataset, int line)
    {
        var fields = new JObject { ["record_id"] = $"v1-0123456789abcdef0123456789abcdef-{line}" };
        if (dataset == "http_requests")
        {
            AddWeb(source, fields);
        }
        else if (dataset == "firewall_events")
        {
            AddIntrusion(source, fields);
        }

        var envelope = new JObject();
        if (Time(source) is { } time)
        {
            envelope["time"] = time;
        }

        envelope["source"] = "cloudflare:" + dataset;
        envelope["sourcetype"] = "cloudflare:json";
        envelope["index"] = "cloudflare";
        envelope["fields"] = fields;
        envelope["event"] = source;
        return envelope;
    }

    private static void AddWeb(JObject r, JObject fields)
    {
        string? uri = Text(r, "ClientRequestURI");
        string? url = uri?.StartsWith("http", StringComparison.Ordinal) == true
            ? uri
            : uri is not null
                && Text(r, "ClientRequestScheme") is { } scheme && Text(r, "ClientRequestHost") is { } host
            ? $"{scheme}://{host}{uri}"
            : null;
        Add(fields, "action", Blocking.Contains(Text(r, "SecurityAction")) ? "blocked" : "allowed");
        Add(fields, "bytes", Sum(r["ClientRequestBytes"], r["EdgeResponseBytes"]));
        Add(fields, "bytes_in", r["ClientRequestBytes"]);
        Add(fields, "bytes_out", r["EdgeResponseBytes"]);
        bool isCached = Text(r, "CacheCacheStatus") is "hit" or "stale" or "revalidated" or "updating" or "stream_hit";
        Add(fields, "cached", isCached ? "true" : "false");
        Add(fields, "category", "unknown");
        Add(fields, "dest", r["ClientRequestHost"]);
        Add(fields, "dest_ip", r["OriginIP"]);
        Add(fields, "duration",
            Nanoseconds(r["EdgeEndTimestamp"]) is { } end && Nanoseconds(r["EdgeStartTimestamp"]) is { } start
            && end >= start
            ? Seconds(end - start, 9) : null);
        Add(fields, "dvc", r["EdgeServerIP"]);
        Add(fields, "http_content_type", r["EdgeResponseContentType"]);
        Add(fields, "http_method", r["ClientRequestMethod"]);
        Add(fields, "http_referrer", r["ClientRequestReferer"]);
        Add(fields, "http_user_agent", r["ClientRequestUserAgent"]);
        Add(fields, "http_user_agent_length", Length(Text(r, "ClientRequestUserAgent")));
        Add(fields, "response_time", r["EdgeTimeToFirstByteMs"] is { Type: JTokenType.Integer } ms
            ? Seconds((BigInteger)(long)ms, 3) : null);
        Add(fields, "site", r["ClientRequestHost"]);
        Add(fields, "src", Address(r["ClientIP"]));
        Add(fields, "src_port", r["ClientSrcPort"]);
        Add(fields, "status", r["EdgeResponseStatus"]);
        Add(fields, "uri_path", r["ClientRequestPath"]);
        Add(fields, "uri_query", Text(r, "ClientRequestURI")?.Split('?', 2) is [_, var query] ? query : null);
        Add(fields, "url", url);
        Add(fields, "url_domain", r["ClientRequestHost"]);
        Add(fields, "url_length", Length(url));
        Add(fields, "vendor_product", "Cloudflare");
    }

    private static void AddIntrusion(JObject r, JObject fields)
    {
        Add(fields, "action", Blocking.Contains(Text(r, "Action")) ? "blocked" : "allowed");
        Add(fields, "category", r["Source"]);
        Add(fields, "dest", r["ClientRequestHost"]);
        Add(fields, "dvc", r["EdgeColoCode"]);
        Add(fields, "http_method", r["ClientRequestMethod"]);
        Add(fields, "http_referrer",
            Text(r, "ClientRefererScheme") is { } from && Text(r, "ClientRefererHost") is { } site
            ? $"{from}://{site}{Text(r, "ClientRefererPath")}{Text(r, "ClientRefererQuery")}" : null);
        Add(fields, "http_user_agent", r["ClientRequestUserAgent"]);
        Add(fields, "ids_type", "network");
        Add(fields, "severity", "medium");
        Add(fields, "signature", Text(r, "Description") ?? Text(r, "RuleID"));
        Add(fields, "signature_id", r["RuleID"]);
        Add(fields, "src", Address(r["ClientIP"]));
        Add(fields, "status", r["EdgeResponseStatus"]);
        Add(fields, "url",
            Text(r, "ClientRequestScheme") is { } scheme && Text(r, "ClientRequestHost") is { } host
            && Text(r, "ClientRequestPath") is { } path
            ? $"{scheme}://{host}{path}{Text(r, "ClientRequestQuery")}" : null);
        Add(fields, "vendor_product", "Cloudflare WAF");
    }

    private static void Add(JObject fields, string name, JToken? value)
    {
        bool isEmpty = value is null or { Type: JTokenType.Null or JTokenType.Object } or JArray { Count: 0 }
            or JValue { Value: null or "" };
        if (!isEmpty)
        {
            fields[name] = value!.Type == JTokenType.Boolean ? value.ToString().ToLowerInvariant() : value;
        }
    }

    private static string? Text(JObject record, string name) =>
        record[name] is { Type: JTokenType.String } value && value.ToString().Length > 0 ? value.ToString() : null;

    // An IPv4 address that is written as IPv6 is the IPv4 address.
    private static JToken? Address(JToken? value) =>
        value is { Type: JTokenType.String } ? value.ToString().Replace("::ffff:", "", StringComparison.Ordinal)
            : value;

    private static JToken? Sum(params JToken?[] terms)
    {
        long[] numbers = [.. terms.OfType<JValue>().Select(term => term.Value).OfType<long>()]; // none that is larger
        return numbers.Length == 0 ? null : new JValue(numbers.Sum());
    }

    // A count of code points, as people count characters.
    private static JToken? Length(string? text) => text is null ? null : new JValue(text.EnumerateRunes().Count());

    private static JToken Seconds(BigInteger units, int decimals) =>
        new JRaw(((decimal)units / (decimal)BigInteger.Pow(10, decimals))
            .ToString("0.#########", CultureInfo.InvariantCulture));

    private static JToken? Time(JObject record) => EventTime(record) is { } time ? Seconds(time, 9) : null;
}
