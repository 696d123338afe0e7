using Newtonsoft.Json.Linq;

namespace Connectors.Records.Tests;

/// <summary>
/// The names of the dataset files against those of ECS (ecs-fields.json has the version and the source).
/// </summary>
public sealed class EcsTests
{
    private static readonly JObject Ecs = (JObject)Corpus.Parse(
        File.ReadAllText(Path.Combine(
            Corpus.Root, "tests", "Connectors.Records.Tests", "Vocabulary", "ecs-fields.json")))["fields"]!;

    public static TheoryData<string> Names { get; } = new(Corpus.Datasets.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_field_has_the_type_that_ECS_gives_its_name(string name)
    {
        foreach (DatasetField field in Corpus.Datasets.Find(name)!.Fields)
        {
            foreach (string common in field.Common.Where(common =>
                !common.StartsWith($"cloudflare.{name}.", StringComparison.Ordinal)))
            {
                Assert.True(EcsTypes(common)
                    .Contains(field.Type), $"{field.Name}: {common} is {Ecs[common]} in ECS, not {field.Type}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_document_of_the_corpus_keeps_to_the_types_of_ECS(string name)
    {
        IEnumerable<string> documents = Corpus.Write(
            Corpus.Lines(name), names =>
                DocumentWriter.OfVocabulary(Corpus.Datasets.Find(name)!, names, keepsOriginal: false));
        foreach (JObject document in documents.Select(Corpus.Parse))
        {
            document.Remove("cloudflare");
            AssertGroup(document, "");
        }
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

            Assert.True(Ecs[path] is not null, $"{path} is not a name of ECS");
            string type = EcsTypes(path)[0];
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
        Ecs[path]!["allowed"] is not JArray allowed || allowed.Any(one => (string)one! == (string)value!);

    private static string[] EcsTypes(string name)
    {
        JToken? field = name == Dataset.TimeName ? JObject.Parse("""{"type":"date"}""") : Ecs[name];
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
        return (bool?)field?["array"] == true ? [$"array[{type}]"] : [type];
    }
}
