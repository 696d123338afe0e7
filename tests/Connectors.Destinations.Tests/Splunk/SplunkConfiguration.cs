using System.Text;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>What the files for Splunk hold, made of functions/Splunk/fields.json and the dataset files.</summary>
internal static class SplunkConfiguration
{
    // Source: the data models of the Common Information Model, https://help.splunk.com/en/data-management/
    // common-information-model, whose searches ask for these tags.
    private static readonly Dictionary<string, string[]> TagsOfModel = new()
    {
        ["Web"] = ["web"],
        ["Web (Proxy)"] = ["web", "proxy"],
        ["Network Resolution"] = ["network", "resolution", "dns"],
        ["Network Traffic"] = ["network", "communicate"],
        ["Authentication"] = ["authentication"],
        ["Change"] = ["change"],
        ["Intrusion Detection"] = ["ids", "attack"],
        ["Intrusion Detection (packets)"] = ["ids", "attack"],
        ["Alerts"] = ["alert"],
        ["DLP"] = ["dlp", "incident"],
    };

    private static readonly JToken[] Models = [.. JObject.Parse(File.ReadAllText(
        Path.Combine(ProjectPaths.Root, "functions", "Splunk", "fields.json")))["models"]!];

    private static IEnumerable<string> Datasets =>
        Models.SelectMany(DatasetsOf).Distinct().Order(StringComparer.Ordinal);

    internal static string Props()
    {
        var text = new StringBuilder("""
            # Search-time fields of the Common Information Model for records of the Cloudflare connector.
            # They hang on source=cloudflare:<dataset>, which is so unless SPLUNK_SOURCE says otherwise.

            [cloudflare:json]
            KV_MODE = json
            SHOULD_LINEMERGE = false
            TRUNCATE = 1048576
            """.ReplaceLineEndings("\n") + "\n");
        foreach (string dataset in Datasets)
        {
            text.Append($"\n[source::cloudflare:{dataset}]\n");
            foreach ((string target, string expression) in Fields(dataset))
            {
                text.Append(IsField(expression)
                    ? $"FIELDALIAS-{target} = {expression.Replace('\'', '"')} AS {target}\n"
                    : $"EVAL-{target} = {expression}\n");
            }
        }

        return text.ToString();
    }

    internal static string EventTypes() => string.Join("\n", Datasets.Select(dataset =>
        $"[cloudflare_{dataset}]\nsearch = sourcetype=cloudflare:json source=cloudflare:{dataset}\n"));

    internal static string Tags() => string.Join("\n", Datasets.Select(dataset =>
        $"[eventtype=cloudflare_{dataset}]\n" + string.Concat(Models
            .Where(model => DatasetsOf(model).Contains(dataset))
            .SelectMany(model => TagsOfModel.GetValueOrDefault((string)model["model"]!, []))
            .Select(tag => $"{tag} = enabled\n"))));

    private static IEnumerable<string> DatasetsOf(JToken model) => model["when"]!["event.provider"] switch
    {
        JArray names => names.Values<string>().OfType<string>(),
        { } name => [(string)name!],
        null => [],
    };

    private static SortedDictionary<string, string> Fields(string dataset)
    {
        var expressions = new SplunkExpression(dataset);
        var fields = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (JProperty field in Models.Where(model => DatasetsOf(model).Contains(dataset))
            .SelectMany(model => ((JObject)model["fields"]!).Properties()))
        {
            if (expressions.Of(field.Value) is { } expression)
            {
                fields[field.Name] = expression;
            }
        }

        return fields;
    }

    private static bool IsField(string expression) =>
        expression[0] == '\'' && expression.IndexOf('\'', 1) == expression.Length - 1;
}
