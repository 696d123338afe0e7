using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>
/// Recipes of fields.json and of a dataset file as expressions of Splunk's eval; null for what eval is not asked to do
/// (units of time, parts of URLs).
/// </summary>
/// <remarks>
/// Source: https://help.splunk.com/en/splunk-enterprise/search/spl-search-reference/evaluation-functions
/// </remarks>
internal sealed class SplunkExpression(string dataset)
{
    private readonly JObject file = JObject.Parse(File.ReadAllText(Path.Combine(
        ProjectPaths.Root, "shared", "Connectors.Records", "Datasets", dataset + ".json")));

    /// <summary>The expression of a recipe that uses common names.</summary>
    internal string? Of(JToken recipe) => Of(recipe, OfCommonName);

    private string? OfCommonName(string name)
    {
        JToken? field = file["fields"]!.FirstOrDefault(field => CommonNames(field).Contains(name));
        if (field is not null)
        {
            return field["unit"] is null or { Type: JTokenType.Null } || !IsTime((string)field["unit"]!)
                ? OfField((string)field["name"]!)
                : null;
        }

        return file["constants"]?[name] is JValue constant
            ? Text(constant)
            : file["derived"]?.FirstOrDefault(one => Whole((string)one["common"]!) == name) is { } derived
                ? Of(derived["value"]!, OfField)
                : null;
    }

    private string? OfField(string name)
    {
        string type = (string?)file["fields"]!.FirstOrDefault(field => (string)field["name"]! == name)?["type"] ?? "";
        bool isList = type.StartsWith("array[", StringComparison.Ordinal); // or one value, a list in the vocabulary
        return type is "time" or "object" or "array[object]" ? null
            : isList ? $"coalesce('{name}{{}}', '{name}')"
            : $"'{name}'";
    }

    private static bool IsTime(string unit) => unit is "ns" or "us" or "ms" or "s";

    private IEnumerable<string> CommonNames(JToken field) => field["common"] switch
    {
        JArray names => names.Select(name => Whole((string)name!)),
        JValue name => [Whole((string)name!)],
        _ => [],
    };

    private string Whole(string name) => name.StartsWith('.') ? $"cloudflare.{dataset}{name}" : name;

    private static string? Of(JToken recipe, Func<string, string?> resolve)
    {
        if (recipe is JValue name)
        {
            return resolve((string)name!);
        }

        if (recipe["of"] is { } inner)
        {
            return Of(inner, resolve) is { } value ? Made(recipe, value) : null;
        }

        var verb = (JProperty)recipe.First!;
        return verb.Name switch
        {
            "constant" => verb.Value is JValue constant ? Text(constant) : null,
            "first" => First([.. verb.Value.Select(one => Of(one, resolve)).OfType<string>()]),
            "sum" when verb.Value.Select(one => Of(one, resolve)).ToList() is var parts && !parts.Contains(null) =>
                string.Join(" + ", parts),
            "template" => Template((string)verb.Value!, resolve),
            _ => null,
        };
    }

    private static string? First(string[] values) => values.Length switch
    {
        0 => null,
        1 => values[0],
        _ => $"coalesce({string.Join(", ", values[..^1].Select(WithoutEmpty))}, {values[^1]})",
    };

    // An empty text is no value, as in the connector's own maps.
    private static string WithoutEmpty(string value) => $"nullif({value}, \"\")";

    private static string? Made(JToken recipe, string value)
    {
        if (recipe["values"] is JObject table)
        {
            IEnumerable<string> cases =
                table.Properties().Select(row => $"{Condition(value, row.Name)}, {Text(row.Value)}");
            return recipe["otherwise"] is { } other
                ? $"case({string.Join(", ", cases)}, true(), {Text(other)})"
                : $"case({string.Join(", ", cases)})";
        }

        if ((string?)recipe["part"] == "host")
        {
            return $"replace({value}, \"^(\\[[^]]*]|[^:/]*).*$\", \"\\1\")";
        }

        return ((string?)recipe["as"], (string?)recipe["after"], (string?)recipe["before"]) switch
        {
            ("length", _, _) => $"len({value})",
            ("lower" or "upper", _, _) => $"{recipe["as"]}({value})",
            (null, { Length: 1 } mark, null) =>
                $"if(match({value}, \"[{mark}]\"), replace({value}, \"^[^{mark}]*[{mark}]\", \"\"), null())",
            (null, null, { Length: 1 } mark) =>
                $"if(match({value}, \"[{mark}]\"), replace({value}, \"[{mark}].*$\", \"\"), null())",
            _ => null,
        };
    }

    private static string Condition(string value, string key) => key.EndsWith('*')
        ? $"like({value}, \"{key[..^1]}%\")"
        : $"tostring({value})==\"{key}\"";

    private static string? Template(string template, Func<string, string?> resolve)
    {
        var parts = new List<string>();
        foreach (string part in template.Split('{', '}').Index().Where(part => part.Item != "")
            .Select(part => part.Index % 2 == 0 ? "\"" + part.Item : part.Item))
        {
            string name = part.TrimEnd('?');
            string? value = part[0] == '"' ? part + "\"" : resolve(name);
            if (value is null && !part.EndsWith('?'))
            {
                return null;
            }

            if (value is not null)
            {
                parts.Add(part.EndsWith('?') && part[0] != '"' ? $"coalesce({value}, \"\")" : value);
            }
        }

        return string.Join(".", parts);
    }

    private static string Text(JToken value) => value.Type == JTokenType.String
        ? JsonConvert.ToString((string)value!)
        : value.ToString(Formatting.None);
}
