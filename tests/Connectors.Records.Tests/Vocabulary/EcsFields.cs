using Newtonsoft.Json.Linq;

namespace Connectors.Records.Tests;

/// <summary>The names, types and allowed values of ECS (ecs-fields.json has the version and the source).</summary>
internal static class EcsFields
{
    private static readonly JObject Fields = (JObject)Corpus.ReadJson(
        "tests", "Connectors.Records.Tests", "Vocabulary", "ecs-fields.json")["fields"]!;

    /// <summary>What ECS says of a name, for messages.</summary>
    internal static string Describe(string name) => Fields[name]?.ToString() ?? "nothing";

    /// <summary>Our type of a name.</summary>
    internal static string TypeOf(string name)
    {
        JToken? field = name == Dataset.TimeName ? JObject.Parse("""{"type":"date"}""") : Fields[name];
        string type = (string?)field?["type"] switch
        {
            "keyword" or "wildcard" or "match_only_text" or "constant_keyword" => "string",
            "long" or "integer" => "int",
            "float" or "scaled_float" or "double" => "float",
            "date" => "time",
            "boolean" => "bool",
            "ip" => "ip",
            _ => "nothing",
        };
        return (bool?)field?["array"] == true ? $"array[{type}]" : type;
    }

    /// <summary>Fails where an event has a type that ECS expects of none of its categories.</summary>
    internal static void AssertExpected(JObject document)
    {
        JToken expected = Fields["event.category"]!["expectedTypes"]!;
        string[] types = [.. document["event"]!["category"]!.SelectMany(category => expected[(string)category!]!)
            .Select(type => (string)type!)];
        Assert.All(document["event"]!["type"]!, type => Assert.Contains((string)type!, types));
    }

    /// <summary>Fails where a document has a name, a type or a value that ECS does not; what is under
    /// <c>cloudflare</c> is ours.</summary>
    internal static void AssertKept(JObject document)
    {
        document.Remove("cloudflare");
        AssertGroup(document, "");
    }

    private static void AssertGroup(JObject group, string start)
    {
        foreach (JProperty member in group.Properties())
        {
            string path = start + member.Name;
            if (member.Value is JObject inner)
            {
                AssertGroup(inner, path + ".");
                continue;
            }

            Assert.True(Fields[path] is not null, $"{path} is not a name of ECS");
            string type = TypeOf(path);
            Assert.True(type.StartsWith("array", StringComparison.Ordinal) == member.Value is JArray,
                $"{path} is {type} in ECS: {member.Value}");
            JToken[] values = member.Value is JArray list ? [.. list] : [member.Value];
            Assert.All(values, value => Assert.True(IsOf(value, type) && IsAllowed(path, value), $"{path}: {value}"));
        }
    }

    private static bool IsOf(JToken value, string type) =>
        ReferenceType.Convert(value, type.Replace("array[", "", StringComparison.Ordinal)
            .TrimEnd(']'), omits: false) is { } same
        && JToken.DeepEquals(same, value);

    private static bool IsAllowed(string path, JToken value) =>
        Fields[path]!["allowed"] is not JArray allowed || allowed.Any(one => (string)one! == (string)value!);
}
