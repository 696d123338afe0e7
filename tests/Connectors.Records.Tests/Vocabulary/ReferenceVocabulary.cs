using System.Numerics;
using Newtonsoft.Json.Linq;

namespace Connectors.Records.Tests;

/// <summary>
/// The common vocabulary of one dataset, read from the same file as the product reads, by other means: parsed values,
/// no plan, no speed.
/// </summary>
internal sealed class ReferenceVocabulary(string dataset)
{
    // What has no file: records of a shape that nobody knows.
    private const string Unknown = """
        { "title": "Records of an unknown shape", "constants": {}, "fields": [], "derived": [],
        "time": ["EdgeStartTimestamp", "Datetime", "Timestamp", "EventTimestamp", "When"] }
        """;

    private readonly JObject file = dataset == "unknown" ? Corpus.Parse(Unknown)
        : Corpus.ReadJson("shared", "Connectors.Records", "Datasets", dataset + ".json");

    internal string Title => (string)file["title"]!;

    internal string Other => $"cloudflare.{dataset}.other";

    /// <summary>The document of one record.</summary>
    internal JObject Document(JObject record)
    {
        var document = new JObject();
        var other = new JObject();
        foreach (JToken field in file["fields"]!)
        {
            AddField(document, other, record, field);
        }

        foreach (string common in Commons())
        {
            JToken? derived = file["derived"]!.FirstOrDefault(one => (string)one["common"]! == common);
            string type = (string?)derived?["type"] ?? "";
            JToken? value = Common(record, common);
            JToken? typed = value is null || type.Length == 0 ? value
                : ReferenceType.Convert(value, type, omits: true);
            bool isAll = derived?["value"] is JObject verbs && verbs["all"] is not null;
            Put(document, common, isAll ? ReferenceType.Distinct(typed) : typed);
        }

        foreach (JProperty field in record.Properties().Where(field => file["fields"]!.All(known =>
            (string)known["name"]! != field.Name)))
        {
            AddOther(other, field.Name, field.Value);
        }

        Put(document, Other, other.Count > 0 ? other : null);
        return document;
    }

    /// <summary>The value of a name of the vocabulary, of any type.</summary>
    internal JToken? Common(JObject record, string common)
    {
        if (common == "@timestamp")
        {
            return Written(EventTime(record));
        }

        if (file["fields"]!.FirstOrDefault(field => CommonsOf(field).Contains(common)) is { } field)
        {
            JToken? value = Field(record, (string)field["name"]!);
            return (string)field["type"]! == "time" ? Written(ReferenceTime.Parse(value)) : value;
        }

        if (file["derived"]!.FirstOrDefault(one => (string)one["common"]! == common) is { } derived)
        {
            return new ReferenceRecipe(name => Field(record, name), UnitOf).Evaluate(derived["value"]!);
        }

        return file["constants"]![common];
    }

    /// <summary>When the event was, in nanoseconds since 1970; null when the record does not tell.</summary>
    internal BigInteger? EventTime(JObject record) =>
        file["time"]!.Select(name => ReferenceTime.Parse(record[(string)name!])).FirstOrDefault(time =>
            time is not null);

    internal string? UnitOf(string name) => (string?)file["fields"]!
        .FirstOrDefault(field => (string)field["name"]! == name
            || CommonsOf(field).Contains(name))?["unit"] ?? (name == "event.duration" ? "ns" : null);

    /// <summary>The type of one value of a recipe: of its name, or of the first of its names that has one.</summary>
    internal string? ElementTypeOf(JToken recipe) => recipe switch
    {
        JValue name => ElementTypeOf((string)name!),
        JObject verbs when (verbs["first"] ?? verbs["all"]) is JArray choices =>
            choices.Select(ElementTypeOf).FirstOrDefault(type => type is not null),
        _ => null,
    };

    private string? ElementTypeOf(string common) =>
        ((string?)(file["fields"]!.FirstOrDefault(field => CommonsOf(field).Contains(common))
            ?? file["derived"]!.FirstOrDefault(one => (string)one["common"]! == common))?["type"])?
        .Replace("array[", "", StringComparison.Ordinal).TrimEnd(']');

    /// <summary>The field that a name stands for, unless it is a time, which is written anew.</summary>
    internal string? FieldOf(string common) => (string?)file["fields"]!
        .FirstOrDefault(one => CommonsOf(one).Contains(common) && (string)one["type"]! != "time")?["name"];

    /// <summary>Sets a value in a document; dots make groups.</summary>
    internal static void Put(JObject document, string path, JToken? value)
    {
        if (ReferenceRecipe.IsEmpty(value))
        {
            return;
        }

        string[] names = path.Split('.');
        foreach (string name in names[..^1])
        {
            bool isArray = name.EndsWith("[]", StringComparison.Ordinal);
            string member = isArray ? name[..^2] : name;
            document[member] ??= isArray ? new JArray(new JObject()) : new JObject();
            document = (JObject)(isArray ? document[member]![0]! : document[member]!);
        }

        document[names[^1]] = value;
    }

    private void AddField(JObject document, JObject other, JObject record, JToken field)
    {
        string type = (string)field["type"]!;
        JToken? value = Field(record, (string)field["name"]!);
        if (value is null || ReferenceType.IsNothing(value, type))
        {
            return;
        }

        if (ReferenceType.Convert(value, type, omits: false) is { } converted)
        {
            CommonsOf(field).ToList().ForEach(common => Put(document, common, converted));
        }
        else
        {
            AddOther(other, (string)field["name"]!, record[(string)field["name"]!]!);
        }
    }

    private static void AddOther(JObject other, string name, JToken value)
    {
        if (!ReferenceRecipe.IsEmpty(value))
        {
            other[name] = value;
        }
    }

    private IEnumerable<string> Commons() => file["constants"]!.Children<JProperty>().Select(constant => constant.Name)
        .Concat(file["derived"]!.Select(derived => (string)derived["common"]!))
        .Concat(file["fields"]!.Any(field => CommonsOf(field).Contains("@timestamp")) ? [] : ["@timestamp"]);

    private JToken? Field(JObject record, string path)
    {
        string[] names = path.Split('.');
        JToken? value = record[names[0]];
        if (names.Length > 1)
        {
            JToken[] inner = [.. value is null ? [] : Inner(value, names[1..])];
            return inner.Length > 1 ? new JArray(inner) : inner.FirstOrDefault(one => !ReferenceRecipe.IsEmpty(one));
        }

        JToken? field = file["fields"]!.FirstOrDefault(one => (string)one["name"]! == path);
        if (ReferenceRecipe.IsEmpty(value) || value!.Type != JTokenType.String || field is null)
        {
            return ReferenceRecipe.IsEmpty(value) ? null : value;
        }

        string text = (string)value!;
        return ((string)field["type"]!).Contains("ip", StringComparison.Ordinal) ? ReferenceType.Unmapped(value)
            : (string?)field["form"] is { } form ? ReferenceRecipe.Letters(System.Text.Encoding.UTF8.GetString(
                System.Text.Encoding.UTF8.GetBytes(text)), form) : value;
    }

    private static IEnumerable<JToken> Inner(JToken value, string[] names) => value switch
    {
        JArray list => list.SelectMany(element => Inner(element, names)),
        { Type: JTokenType.Null } => [],
        _ when names.Length == 0 => [value],
        JObject members when members[names[0]] is { } member => Inner(member, names[1..]),
        _ => [],
    };

    private static JToken? Written(BigInteger? time) => time is { } known ? ReferenceTime.Write(known) : (JToken?)null;

    // A dot at the start is short for the dataset's own names.
    private IEnumerable<string> CommonsOf(JToken field) => (field["common"] as JArray ?? [field["common"]!])
        .Select(common => (string)common!)
        .Select(common => common.StartsWith('.') ? $"cloudflare.{dataset}{common}" : common);
}
