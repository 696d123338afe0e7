using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>
/// Decides whether a template or a pipeline may be put: its members, and that what it names is there.
/// </summary>
/// <remarks>
/// Source: https://github.com/elastic/elasticsearch-specification (indices.put_index_template,
/// cluster.put_component_template, ingest.put_pipeline).
/// </remarks>
internal static class AssetRules
{
    private static readonly string[] OfIndexTemplate =
    [
        "index_patterns", "composed_of", "template", "data_stream", "priority", "version", "_meta", "allow_auto_create",
        "ignore_missing_component_templates", "deprecated", "created_date_millis", "modified_date_millis",
    ];

    private static readonly string[] OfComponent = ["template", "version", "_meta", "deprecated"];
    private static readonly string[] OfTemplate =
        ["settings", "mappings", "aliases", "lifecycle", "data_stream_options"];

    private static readonly string[] OfPipeline =
        ["description", "processors", "on_failure", "version", "_meta", "deprecated", "field_access_pattern"];

    /// <returns>The exception and its words; null when it may be put.</returns>
    internal static (string Type, string Reason)? Refuse(
        AssetKind kind, string name, JObject asset, Func<string, bool> hasComponent) => kind switch
        {
            AssetKind.IndexTemplate => RefuseUnknown("index_template", asset, OfIndexTemplate)
                ?? RefuseTemplate(asset["template"]) ?? RefuseIndexTemplate(name, asset, hasComponent),
            AssetKind.ComponentTemplate => RefuseUnknown("component_template", asset, OfComponent)
                ?? RefuseTemplate(asset["template"])
                ?? (asset["template"] is null ? Unparsed("[component_template] field [template] is missing") : null),
            _ => RefuseUnknown("pipeline", asset, OfPipeline) ?? RefusePipeline(asset),
        };

    private static (string, string)? RefuseIndexTemplate(string name, JObject asset, Func<string, bool> hasComponent)
    {
        if (asset["index_patterns"] is not JArray { Count: > 0 } patterns || patterns.Any(IsNoText))
        {
            return Unparsed("[index_template] required field [index_patterns] is missing");
        }

        IEnumerable<string> excused = Texts(asset["ignore_missing_component_templates"]);
        string[] missing = [.. Texts(asset["composed_of"]).Except(excused).Where(part => !hasComponent(part))];
        return missing.Length > 0
            ? ("invalid_index_template_exception", $"index template [{name}] invalid, cause [index template [{name}] "
                + $"specifies component templates [{string.Join(", ", missing)}] that do not exist]")
            : null;
    }

    private static (string, string)? RefuseTemplate(JToken? template) => template switch
    {
        null => null,
        JObject members => RefuseUnknown("template", members, OfTemplate),
        _ => Unparsed("[template] is no object"),
    };

    private static (string, string)? RefusePipeline(JObject asset) => asset["processors"] switch
    {
        null => ("parse_exception", "[processors] required property is missing"),
        JArray list when list.All(one => one is JObject { Count: 1 }) => null,
        _ => ("parse_exception", "[processors] must be a list of objects with one member each"),
    };

    private static (string, string)? RefuseUnknown(string kind, JObject asset, string[] known) =>
        asset.Properties().FirstOrDefault(member => !known.Contains(member.Name)) is { } unknown
            ? Unparsed($"[{kind}] unknown field [{unknown.Name}]")
            : null;

    private static IEnumerable<string> Texts(JToken? list) =>
        list is JArray items ? items.Select(item => item.ToString()) : [];

    private static bool IsNoText(JToken token) => token.Type != JTokenType.String;

    private static (string, string)? Unparsed(string reason) => ("x_content_parse_exception", $"[1:1] {reason}");
}
