using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Connectors.Records;

/// <summary>
/// Reads rules from JSON: an array of objects, each with one of <c>keep</c>, <c>drop</c>, <c>sample</c>, <c>redact</c>,
/// <c>add</c>, and optionally <c>when</c> (tests by field) and <c>dataset</c> (one name or several).
/// </summary>
/// <param name="resolveSecret">Turns a setting's text (<c>file:/path</c>) into the secret; null when it cannot.</param>
/// <param name="datasets">What the names of fields and datasets are checked against; null for not at all.</param>
public sealed class RuleReader(Func<string, string?> resolveSecret, DatasetCatalog? datasets = null)
{
    private const int ShortestKeyBytes = 16; // a shorter key can be tried out

    private static readonly Dictionary<string, Comparison> Comparisons = new(StringComparer.Ordinal)
    {
        ["is"] = Comparison.Is,
        ["isNot"] = Comparison.IsNot,
        ["startsWith"] = Comparison.StartsWith,
        ["endsWith"] = Comparison.EndsWith,
        ["contains"] = Comparison.Contains,
        ["exists"] = Comparison.Exists,
        ["above"] = Comparison.Above,
        ["atLeast"] = Comparison.AtLeast,
        ["below"] = Comparison.Below,
        ["atMost"] = Comparison.AtMost,
    };

    private readonly List<string> problems = [];
    private string place = "";

    /// <summary>Reads all rules.</summary>
    /// <param name="json">The text of the rules.</param>
    /// <param name="found">What is wrong, a sentence each, without the secrets; empty when all is well.</param>
    public RuleSet Read(string json, out IReadOnlyList<string> found)
    {
        var rules = new List<Rule>();
        found = problems;
        try
        {
            byte[] utf8 = Encoding.UTF8.GetBytes(json);
            using var document = JsonDocument.Parse(utf8);
            if (document.RootElement.ValueKind != JsonValueKind.Array)
            {
                problems.Add("must be a JSON array of rules");
                return RuleSet.None;
            }

            foreach (JsonElement element in document.RootElement.EnumerateArray())
            {
                int line = new JsonPlace(utf8).LineOf(element);
                place = (json.Contains('\n') ? $"line {line}: " : "") + $"rule {rules.Count + 1}";
                rules.Add(ReadRule(element));
                CheckNames(rules[^1]);
            }
        }
        catch (JsonException fault)
        {
            problems.Add($"is not JSON: line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}");
        }

        if (rules.OfType<RedactRule>().Count() > Redactor.MaxRules)
        {
            problems.Add($"has more than {Redactor.MaxRules} redact rules");
        }

        return new RuleSet(rules);
    }

    private void CheckNames(Rule rule)
    {
        bool isRead = !problems.Exists(problem => problem.StartsWith(place, StringComparison.Ordinal));
        if (isRead && datasets is not null)
        {
            problems.AddRange(new RuleCheck(datasets).Problems(rule).Select(problem => $"{place} {problem}"));
        }
    }

    private Rule ReadRule(JsonElement element)
    {
        var nothing = new FilterRule([], [], [], Keeps: true);
        if (element.ValueKind != JsonValueKind.Object)
        {
            return Problem("must be an object", nothing);
        }

        IReadOnlyList<string> datasets = [];
        IReadOnlyList<FieldTest> when = [];
        JsonProperty? verb = null;
        foreach (JsonProperty property in element.EnumerateObject())
        {
            switch (property.Name)
            {
                case "dataset":
                    datasets = ReadTexts(property.Value, "dataset");
                    break;
                case "when":
                    when = ReadTests(property.Value);
                    break;
                default:
                    verb = verb is null ? property : Problem("must have one verb only", verb);
                    break;
            }
        }

        return verb is null
            ? Problem("must have one of keep, drop, sample, redact, add", nothing)
            : ReadVerb(verb.Value, datasets, when);
    }

    private Rule ReadVerb(JsonProperty verb, IReadOnlyList<string> datasets, IReadOnlyList<FieldTest> when) =>
        verb.Name switch
    {
        "keep" => new FilterRule(datasets, when, ReadTests(verb.Value), Keeps: true),
        "drop" => new FilterRule(datasets, when, ReadTests(verb.Value), Keeps: false),
        "sample" => new SampleRule(datasets, when, ReadPath(verb.Value, "key"), ReadRate(verb.Value)),
        "redact" => new RedactRule(datasets, when, ReadPath(verb.Value, "field"), ReadRedaction(verb.Value)),
        "add" => new AddRule(datasets, when, ReadFields(verb.Value)),
        _ => Problem(
            $"does not know '{verb.Name}': use keep, drop, sample, redact or add",
            new FilterRule([], [], [], Keeps: true)),
    };

    private List<FieldTest> ReadTests(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.EnumerateObject().Any())
        {
            return Problem("must name fields and their tests: {\"Field\": \"value\"}", new List<FieldTest>());
        }

        var tests = new List<FieldTest>();
        foreach (JsonProperty field in element.EnumerateObject())
        {
            FieldPath path = CheckPath(field.Name);
            if (field.Value.ValueKind != JsonValueKind.Object)
            {
                tests.Add(new FieldTest(path, Comparison.Is, ReadOperands(field.Value), 0));
                continue;
            }

            tests.AddRange(field.Value.EnumerateObject().Select(test => ReadTest(path, test)));
        }

        return tests;
    }

    private FieldTest ReadTest(FieldPath path, JsonProperty test)
    {
        if (!Comparisons.TryGetValue(test.Name, out Comparison comparison))
        {
            string known = string.Join(", ", Comparisons.Keys);
            return Problem(
                $"does not know the test '{test.Name}' of {path}: use {known}", new FieldTest(path, default, [], 0));
        }

        decimal bound = 0;
        switch (comparison)
        {
            case Comparison.Exists when test.Value.ValueKind is JsonValueKind.True or JsonValueKind.False:
                return new FieldTest(path, comparison, [], test.Value.GetBoolean() ? 1 : 0);
            case Comparison.Above or Comparison.AtLeast or Comparison.Below or Comparison.AtMost
                when test.Value.ValueKind == JsonValueKind.Number && test.Value.TryGetDecimal(out bound):
                return new FieldTest(path, comparison, [], bound);
            case Comparison.Is or Comparison.IsNot or Comparison.StartsWith or Comparison.EndsWith
                or Comparison.Contains:
                return new FieldTest(path, comparison, ReadOperands(test.Value), 0);
            default:
                string wanted = comparison == Comparison.Exists ? "true or false" : "a number";
                return Problem(
                    $"needs {wanted} for '{test.Name}' of {path}", new FieldTest(path, comparison, [], bound));
        }
    }

    private byte[][] ReadOperands(JsonElement element) =>
        [.. ReadTexts(element, "a test").Select(Encoding.UTF8.GetBytes)];

    private string[] ReadTexts(JsonElement element, string what)
    {
        JsonElement[] values = element.ValueKind == JsonValueKind.Array ? [.. element.EnumerateArray()] : [element];
        bool areScalars = values.Length > 0 && values.All(value => value.ValueKind is JsonValueKind.String
            or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False);
        return areScalars
            ? [.. values.Select(value =>
                value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText())]
            : Problem($"needs a text, a number, true or false, or an array of them, for {what}", Array.Empty<string>());
    }

    private FieldPath ReadPath(JsonElement element, string name)
    {
        string? path = Text(element, name);
        return path is null ? Problem($"needs '{name}', a field", new FieldPath("?")) : CheckPath(path);
    }

    private FieldPath CheckPath(string path) =>
        FieldPath.IsValid(path)
            ? new FieldPath(path)
            : Problem($"has an empty name in the field '{path}'", new FieldPath("?"));

    private double ReadRate(JsonElement element)
    {
        bool isRate = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("rate", out JsonElement value)
            && value.ValueKind == JsonValueKind.Number;
        double rate = isRate ? element.GetProperty("rate").GetDouble() : -1;
        return rate is >= 0 and <= 1 ? rate : Problem("needs 'rate', the share to keep, from 0 to 1", 1.0);
    }

    private Redaction ReadRedaction(JsonElement element) => Text(element, "how") switch
    {
        "drop" => new DropRedaction(),
        "mask" => new MaskRedaction(),
        "hash" => new HashRedaction(ReadKey(element)),
        _ => Problem("needs 'how': drop, mask or hash", new DropRedaction()),
    };

    private byte[] ReadKey(JsonElement element)
    {
        byte[] key = Encoding.UTF8.GetBytes(resolveSecret(Text(element, "key") ?? "") ?? "");
        string least = ShortestKeyBytes.ToString(CultureInfo.InvariantCulture);
        return key.Length >= ShortestKeyBytes
            ? key
            : Problem($"needs 'key', a secret of {least} bytes or more, or its place: file:/path", key);
    }

    private (string Name, byte[] Value)[] ReadFields(JsonElement element)
    {
        if (element.ValueKind != JsonValueKind.Object || !element.EnumerateObject().Any())
        {
            return Problem("must name the fields to add: {\"field\": \"value\"}", Array.Empty<(string, byte[])>());
        }

        return [.. element.EnumerateObject().Select(field => (field.Name, ValueRecipe.Minify(field.Value)))];
    }

    private static string? Text(JsonElement element, string name)
    {
        bool isText = element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out JsonElement value)
            && value.ValueKind == JsonValueKind.String;
        return isText ? element.GetProperty(name).GetString() : null;
    }

    private T Problem<T>(string problem, T instead)
    {
        problems.Add($"{place} {problem}");
        return instead;
    }
}
