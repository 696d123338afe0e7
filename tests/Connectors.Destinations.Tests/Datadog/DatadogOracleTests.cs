using System.Numerics;
using Newtonsoft.Json.Linq;
using static Connectors.Destinations.Tests.SlowReading;

namespace Connectors.Destinations.Tests;

/// <summary>What we send to Datadog, read by another parser and compared with a slow and obvious mapping.</summary>
public sealed class DatadogOracleTests
{
    private static readonly string[] Warned =
    [
        "block", "challenge", "jschallenge", "managedChallenge", "managed_challenge", "connectionclose",
        "connectionClose",
    ];

    [Theory]
    [InlineData("http_requests")]
    [InlineData("firewall_events")]
    [InlineData("unknown")]
    public void Every_line_of_the_corpus_means_what_the_oracle_says(string dataset)
    {
        string[] sources =
            File.ReadAllLines(Path.Combine(ProjectPaths.Root, "tests", "corpus", "datadog", dataset, "batch.ndjson"));
        string[] sent = CorpusTests.Map("datadog", dataset, sources).TrimEnd('\n').Split('\n');
        Assert.Equal(sources.Length, sent.Length);
        for (int line = 0; line < sources.Length; line++)
        {
            Assert.Equal(
                $"{line + 1}: {Expected(Parse(sources[line]), dataset, line + 1)}", $"{line + 1}: {Parse(sent[line])}");
            string members = sources[line].Trim()[1..^1].Trim();
            Assert.EndsWith(members + "}", sent[line]); // not one byte of the record is touched
        }
    }

    [Fact]
    public void A_log_over_one_megabyte_is_cut_where_that_is_asked_for_and_says_which_fields_were()
    {
        string source = "{\"ClientIP\":\"192.0.2.1\",\"ClientRequestUserAgent\":\"" + new string('é', 600_000)
            + "\",\"RequestHeaders\":{\"a\":\"b\"},\"RayID\":\"9a3f\"}";
        (string, string)[] settings = [.. Configured.Everything["datadog"], ("DD_OVERSIZE", "truncate")];
        JObject sent = Parse(CorpusTests.Map("datadog", "http_requests", [source], settings));
        Assert.InRange(CorpusTests.Map("datadog", "http_requests", [source], settings).Length, 400_000, 1_000_000);
        Assert.Equal(
            """["ClientRequestUserAgent"]""", sent["truncated_fields"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.EndsWith("éé...TRUNCATED...", (string)sent["ClientRequestUserAgent"]!);
        Assert.Equal(
            ("192.0.2.1", "b", "9a3f"),
            ((string)sent["ClientIP"]!, (string)sent["RequestHeaders"]!["a"]!, (string)sent["RayID"]!));
    }

    private static JObject Expected(JObject source, string dataset, int line)
    {
        var added = new JObject { ["record_id"] = $"v1-0123456789abcdef0123456789abcdef-{line}" };
        if (EventTime(source) is { } time)
        {
            added["timestamp"] = (long)(time / 1_000_000);
        }

        added["ddsource"] = "cloudflare";
        added["service"] = "cloudflare";
        added["hostname"] = "edge";
        added["ddtags"] = $"team:edge,zone:example,env:prod,dataset:{dataset}";
        added["message"] = Message(source, dataset);
        if (dataset != "unknown")
        {
            added["status"] = Status(source, dataset);
        }

        foreach (JProperty own in source.Properties())
        {
            added.Remove(own.Name);
            added.Add(own.Name, own.Value);
        }

        return added;
    }

    private static string Message(JObject r, string dataset) => dataset switch
    {
        "http_requests" => Text(r, "ClientRequestMethod") is { } method && Text(r, "ClientRequestHost") is { } host
            ? $"{method} {host}{Text(r, "ClientRequestPath")} {r["EdgeResponseStatus"]}"
            : "HTTP request",
        "firewall_events" => (Text(r, "Action"), Text(r, "ClientRequestMethod"), Text(r, "ClientRequestHost")) switch
        {
            (null, _, _) => "Security event",
            ({ } action, { } method, { } host) => $"{action} {method} {host}{Text(r, "ClientRequestPath")}",
            ({ } action, _, { } host) => $"{action} {host}{Text(r, "ClientRequestPath")}",
            ({ } action, _, _) => $"{action} by a security rule",
        },
        _ => "Records of an unknown shape",
    };

    private static string Status(JObject r, string dataset) => dataset == "http_requests"
        ? r["EdgeResponseStatus"] is { Type: JTokenType.Integer } status && (BigInteger)(long)status >= 400
            ? (long)status >= 500 ? "error" : "warn"
            : "info"
        : Warned.Contains(Text(r, "Action")) ? "warn" : "info";

    private static string? Text(JObject record, string name) =>
        record[name] is { Type: JTokenType.String } value && value.ToString().Length > 0 ? value.ToString() : null;
}
