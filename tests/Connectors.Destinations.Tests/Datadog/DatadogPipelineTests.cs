using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>
/// The pipeline that gives raw records Datadog's standard attributes, as
/// https://docs.datadoghq.com/api/latest/logs-pipelines/ takes it, and the facets worth having.
/// </summary>
public sealed class DatadogPipelineTests
{
    [Fact]
    public void The_pipeline_copies_every_field_that_means_a_standard_attribute()
    {
        var remappers = RawFields.PlainTargets("Datadog")
            .Select(plain => (plain.Target, Sources: RawFields.OfAll(plain.Common).ToArray()))
            .Where(plain => plain.Sources.Length > 0)
            .Select(plain => Remapper(plain.Target, plain.Sources));
        var pipeline = new JObject
        {
            ["name"] = "Cloudflare records: standard attributes",
            ["is_enabled"] = true,
            ["filter"] = new JObject { ["query"] = "source:cloudflare" },
            ["processors"] = new JArray(remappers.Append(UserAgent())),
        };
        AssetFile.AssertIs("Datadog", "pipeline.json", Text(pipeline));
    }

    [Fact]
    public void The_facets_are_the_standard_attributes_and_the_id()
    {
        IEnumerable<JObject> facets = RawFields.PlainTargets("Datadog").Select(plain => plain.Target)
            .Append("record_id").Order(StringComparer.Ordinal).Select(path => new JObject { ["path"] = "@" + path });
        AssetFile.AssertIs("Datadog", "facets.json", Text(new JArray(facets)));
    }

    [Fact]
    public void The_client_of_a_request_is_among_the_copies()
    {
        JToken remapper = AssetFile.ReadJson("Datadog", "pipeline.json")["processors"]!
            .Single(one => (string?)one["target"] == "network.client.ip");
        Assert.Contains("ClientIP", remapper["sources"]!.Values<string>());
    }

    private static JObject Remapper(string target, string[] sources) => new()
    {
        ["type"] = "attribute-remapper",
        ["name"] = target,
        ["is_enabled"] = true,
        ["sources"] = new JArray(sources),
        ["source_type"] = "attribute",
        ["target"] = target,
        ["target_type"] = "attribute",
        ["preserve_source"] = true,
        ["override_on_conflict"] = false,
    };

    private static JObject UserAgent() => new()
    {
        ["type"] = "user-agent-parser",
        ["name"] = "http.useragent_details",
        ["is_enabled"] = true,
        ["sources"] = new JArray("http.useragent"),
        ["target"] = "http.useragent_details",
        ["is_encoded"] = false,
    };

    private static string Text(JToken json) => json.ToString().ReplaceLineEndings("\n") + "\n";
}
