using Connectors.Records.Tests;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>The templates for data streams of OCSF events.</summary>
public sealed class ElasticOcsfTemplateTests
{
    private const string Component = "ocsf-component-template.json";

    private static readonly JObject Schema = Corpus.Parse(File.ReadAllText(Path.Combine(
        ProjectPaths.Root, "tests", "Connectors.Records.Tests", "Vocabulary", "ocsf-classes.json")));

    private static readonly JObject Map = Corpus.Parse(File.ReadAllText(Path.Combine(
        ProjectPaths.Root, "shared", "Connectors.Records", "Mapping", "ocsf.json")));

    [Fact]
    public void The_component_template_has_OCSFs_type_of_every_name_that_events_use()
    {
        JObject template = AssetFile.ReadJson("Elastic", Component);
        template["template"]!["mappings"]!["properties"] = Properties();
        AssetFile.AssertIs(
            "Elastic", Component, template.ToString(Formatting.Indented).ReplaceLineEndings("\n") + "\n");
    }

    [Fact]
    public void The_index_template_takes_our_OCSF_streams_and_no_others()
    {
        JObject template = AssetFile.ReadJson("Elastic", "ocsf-index-template.json");
        Assert.Equal("logs-cloudflare_ocsf.*-*", Assert.Single(template["index_patterns"]!));
        Assert.Contains("cloudflare-connector-ocsf@mappings", template["composed_of"]!.Values<string>());
        Assert.NotNull(template["data_stream"]);
        Assert.InRange((int)template["priority"]!, 101, 500); // logs-*-* of Elasticsearch itself has 100
    }

    private static JObject Properties()
    {
        var mappings = new SortedDictionary<string, JObject>(StringComparer.Ordinal)
        {
            // Elasticsearch refuses a data stream whose times may be malformed.
            ["@timestamp"] = new() { ["type"] = "date", ["ignore_malformed"] = false },
            ["data_stream.dataset"] = new() { ["type"] = "constant_keyword" },
            ["data_stream.namespace"] = new() { ["type"] = "constant_keyword" },
            ["data_stream.type"] = new() { ["type"] = "constant_keyword", ["value"] = "logs" },
            ["unmapped"] = OfType("json_t"),
        };
        foreach (JProperty target in Map["models"]!.SelectMany(model => ((JObject)model["fields"]!).Properties()))
        {
            string name = target.Name.Replace("[]", "", StringComparison.Ordinal);
            mappings[name] = OfType(TypeOf(name.Split('.')));
        }

        var properties = new JObject();
        foreach ((string name, JObject mapping) in mappings)
        {
            Put(properties, name.Split('.'), mapping);
        }

        return properties;
    }

    private static string TypeOf(string[] path)
    {
        JToken attribute = ((JObject)Schema["classes"]!).Properties()
            .Select(one => one.Value[path[0]]).First(one => one is not null)!;
        foreach (string name in path[1..])
        {
            attribute = Schema["objects"]![(string)attribute["type"]!]![name]!;
        }

        return (string)attribute["type"]!;
    }

    private static JObject OfType(string type) => type switch
    {
        "integer_t" or "long_t" or "port_t" => new JObject { ["type"] = "long" },
        "float_t" => new JObject { ["type"] = "double" },
        "boolean_t" => new JObject { ["type"] = "boolean" },
        "ip_t" => new JObject { ["type"] = "ip" },
        "timestamp_t" => new JObject { ["type"] = "date", ["format"] = "epoch_millis" },
        "json_t" => new JObject { ["type"] = "flattened", ["ignore_above"] = 1024 },
        _ => new JObject { ["type"] = "keyword", ["ignore_above"] = 1024 },
    };

    private static void Put(JObject properties, ReadOnlySpan<string> path, JObject mapping)
    {
        if (path.Length == 1)
        {
            Assert.True(properties.TryAdd(path[0], mapping), $"{path[0]} is a group and a field");
            return;
        }

        if (properties[path[0]] is not JObject group)
        {
            properties[path[0]] = group = new JObject { ["properties"] = new JObject() };
        }

        Put((JObject)group["properties"]!, path[1..], mapping);
    }
}
