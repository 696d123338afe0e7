using Connectors.Records;
using Connectors.Records.Tests;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>
/// The mappings of all documents that the mode <c>ecs</c> writes: ECS types for names of ECS, and the dataset's own
/// type for the others.
/// </summary>
internal static class ElasticMappings
{
    // An operator's limit for keywords in ECS; what is longer is kept, but not indexed. Lucene refuses 32,766 bytes.
    private const int IgnoreAbove = 1024;

    private static readonly JObject Ecs = (JObject)Corpus.Parse(
        File.ReadAllText(Path.Combine(
            ProjectPaths.Root, "tests", "Connectors.Records.Tests", "Vocabulary", "ecs-fields.json")))["fields"]!;

    /// <summary>Of each name that a document may have, the mapping; in order of the names.</summary>
    internal static SortedDictionary<string, JObject> ByName()
    {
        var mappings = new SortedDictionary<string, JObject>(StringComparer.Ordinal)
        {
            ["data_stream.dataset"] = new() { ["type"] = "constant_keyword" },
            ["data_stream.namespace"] = new() { ["type"] = "constant_keyword" },
            ["data_stream.type"] = new() { ["type"] = "constant_keyword", ["value"] = "logs" },
            ["message"] = new() { ["type"] = "match_only_text" },
            ["tags"] = Keyword(),
        };
        foreach (Dataset dataset in Configured.Datasets.All.Append(Dataset.Unknown))
        {
            foreach (string name in dataset.CommonNames)
            {
                mappings[name] = (string?)Ecs[name]?["type"] is { } type ? OfEcs(type) : OfDataset(dataset, name);
            }

            mappings[dataset.OtherName] = Flattened();
        }

        return mappings;
    }

    private static JObject OfDataset(Dataset dataset, string name)
    {
        string type = dataset.Fields.FirstOrDefault(field => field.Common.Contains(name))?.Type
            ?? dataset.DerivedTypes[name];
        return (type.StartsWith("array[", StringComparison.Ordinal) ? type[6..^1] : type) switch
        {
            "string" => Keyword(),
            "int" or "port" => new JObject { ["type"] = "long" },
            "float" => new JObject { ["type"] = "double" },
            "bool" => new JObject { ["type"] = "boolean" },
            "ip" => new JObject { ["type"] = "ip" },
            "time" => new JObject { ["type"] = "date" },
            "object" => Flattened(),
            _ => throw new InvalidDataException($"{name} has the unknown type {type}"),
        };
    }

    private static JObject OfEcs(string type) => type switch
    {
        "keyword" => Keyword(),
        "flattened" => Flattened(),
        "scaled_float" => new JObject { ["type"] = type, ["scaling_factor"] = 1000 },
        _ => new JObject { ["type"] = type },
    };

    private static JObject Keyword() => new() { ["type"] = "keyword", ["ignore_above"] = IgnoreAbove };

    private static JObject Flattened() => new() { ["type"] = "flattened", ["ignore_above"] = IgnoreAbove };
}
