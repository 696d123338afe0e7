using System.IO.Enumeration;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>Kinds of assets that a person puts into a cluster, with the path that they have there.</summary>
internal enum AssetKind
{
    ComponentTemplate,
    IndexTemplate,
    Pipeline,
}

/// <summary>The index template that a name gets.</summary>
/// <param name="TimestampField">The field that a data stream needs; null when the name becomes an index.</param>
/// <param name="Mappings">What its templates map, the weakest first.</param>
internal sealed record MatchedTemplate(string? TimestampField, IReadOnlyList<JObject> Mappings);

/// <summary>The templates and pipelines that were put. For several threads.</summary>
internal sealed class ElasticAssets
{
    private const string UsualTimestampField = "@timestamp";

    // What Elasticsearch brings with it: https://www.elastic.co/docs/manage-data/data-store/templates.
    private static readonly string[] BuiltInPatterns = ["logs-*-*", "metrics-*-*", "synthetics-*-*"];
    private static readonly string[] BuiltInComponents =
    [
        "logs@mappings", "logs@settings", "ecs@mappings", "data-streams@mappings", "metrics@mappings",
        "metrics@settings", "metrics@tsdb-settings", "data-streams-mappings",
    ];

    private readonly Lock gate = new();
    private readonly Dictionary<(AssetKind, string), JObject> assets = [];

    internal JObject? Find(AssetKind kind, string name)
    {
        lock (gate)
        {
            return assets.GetValueOrDefault((kind, name));
        }
    }

    /// <summary>All of a kind whose name matches.</summary>
    internal IReadOnlyList<(string Name, JObject Asset)> List(AssetKind kind, string pattern)
    {
        lock (gate)
        {
            return
            [
                .. assets.Where(asset => asset.Key.Item1 == kind)
                    .Where(asset => FileSystemName.MatchesSimpleExpression(pattern, asset.Key.Item2, ignoreCase: false))
                    .Select(asset => (asset.Key.Item2, asset.Value))
                    .OrderBy(asset => asset.Item1, StringComparer.Ordinal),
            ];
        }
    }

    internal void Put(AssetKind kind, string name, JObject asset)
    {
        lock (gate)
        {
            assets[(kind, name)] = asset;
        }
    }

    internal bool Remove(AssetKind kind, string name)
    {
        lock (gate)
        {
            return assets.Remove((kind, name));
        }
    }

    internal void Clear()
    {
        lock (gate)
        {
            assets.Clear();
        }
    }

    /// <summary>Whether a component template of this name is there, put or built in.</summary>
    internal bool HasComponent(string name, bool isOpenSearch) =>
        Find(AssetKind.ComponentTemplate, name) is not null || (!isOpenSearch && BuiltInComponents.Contains(name));

    /// <summary>The template for a name: the put one with the highest priority, else the built-in one.</summary>
    internal MatchedTemplate Match(string name, bool isOpenSearch)
    {
        JObject? template = List(AssetKind.IndexTemplate, "*")
            .Select(put => put.Asset)
            .Where(put => put["index_patterns"]!.Any(pattern => Matches((string)pattern!, name)))
            .MaxBy(put => (long?)put["priority"] ?? 0);
        if (template is null)
        {
            bool isBuiltIn = !isOpenSearch && BuiltInPatterns.Any(pattern => Matches(pattern, name));
            return new MatchedTemplate(isBuiltIn ? UsualTimestampField : null, []);
        }

        IEnumerable<JObject?> parts = (template["composed_of"] ?? new JArray())
            .Select(part => Find(AssetKind.ComponentTemplate, (string)part!))
            .Append(template);
        string? field = template["data_stream"] is { } stream
            ? (string?)stream["timestamp_field"]?["name"] ?? UsualTimestampField
            : null;
        return new MatchedTemplate(field, [.. parts.Select(part => part?["template"]?["mappings"]).OfType<JObject>()]);
    }

    private static bool Matches(string pattern, string name) =>
        FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
