using Newtonsoft.Json.Linq;

namespace Connectors.Records.Tests;

/// <summary>
/// The events of the OCSF map, against the schema (ocsf-classes.json has the version and the source).
/// </summary>
public sealed class OcsfTests
{
    private static readonly JObject Schema = Corpus.ReadJson(
        "tests", "Connectors.Records.Tests", "Vocabulary", "ocsf-classes.json");

    public static TheoryData<string> Names { get; } = new(Corpus.Datasets.Names);

    [Fact]
    public void Every_name_that_the_map_uses_is_one_of_the_vocabulary() => Ocsf.ReadMap().Check(Corpus.Datasets);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_line_of_the_corpus_becomes_the_expected_event(string name) =>
        Corpus.AssertExpected("ocsf", name, Write(name, Corpus.Lines(name)));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_line_of_the_corpus_means_what_the_reference_says(string name) =>
        AssertMeans(name, Corpus.Lines(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_records_mean_what_the_reference_says(string name) =>
        AssertMeans(name, [.. RandomRecord.Several(Corpus.Datasets.Find(name)!, 50)]);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_event_is_one_of_its_class(string name)
    {
        IEnumerable<string> random = RandomRecord.Several(Corpus.Datasets.Find(name)!, 50);
        foreach (JObject document in Write(name, Corpus.Lines(name).Concat(random)).Select(Corpus.Parse))
        {
            var attributes = (JObject)Schema["classes"]![(string)document["class_uid"]!]!;
            int activity = (int)document["activity_id"]!;
            Assert.Equal(((int)document["class_uid"]! * 100) + activity, (int)document["type_uid"]!);
            Assert.Equal((int)document["class_uid"]! / 1000, (int)document["category_uid"]!);
            document.Remove(Ocsf.Rest);
            AssertObject(document, attributes, "");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_event_of_a_full_record_has_all_that_its_class_requires(string name)
    {
        const int fullLines = 2; // of every batch, the first ones
        foreach (JObject document in Write(name, Corpus.Lines(name)[..fullLines]).Select(Corpus.Parse))
        {
            document.Remove(Ocsf.Rest);
            AssertRequired(document, (JObject)Schema["classes"]![(string)document["class_uid"]!]!, "");
        }
    }

    private static void AssertRequired(JObject value, JObject attributes, string start)
    {
        // Open source intelligence is of a profile that nothing here has.
        IEnumerable<JProperty> all = attributes.Properties().Where(attribute => attribute.Name != "osint");
        foreach (JProperty attribute in all)
        {
            string path = start + attribute.Name;
            JToken? member = value[attribute.Name];
            bool isRequired = (bool?)attribute.Value["required"] == true;
            Assert.True(member is not null || !isRequired, $"{path} is missing: {value}");
            foreach (JObject one in (member is JArray list ? [.. list] : new[] { member }).OfType<JObject>())
            {
                AssertRequired(one, (JObject)Schema["objects"]![(string)attribute.Value["type"]!]!, path + ".");
            }
        }
    }

    private static void AssertObject(JObject value, JObject attributes, string start)
    {
        foreach (JProperty member in value.Properties())
        {
            string path = start + member.Name;
            JToken? attribute = attributes[member.Name];
            Assert.True(attribute is not null, $"{path} is not of OCSF");
            Assert.True((bool?)attribute["array"] == true == member.Value is JArray, $"{path}: {member.Value}");
            foreach (JToken one in member.Value is JArray list ? [.. list] : new[] { member.Value })
            {
                AssertValue(one, attribute, path);
            }
        }
    }

    private static void AssertValue(JToken value, JToken attribute, string path)
    {
        string type = (string)attribute["type"]!;
        if ((bool?)attribute["isObject"] == true)
        {
            Assert.True(Schema["objects"]![type] is not null, $"{path}: {type} is not in the fixture");
            AssertObject((JObject)value, (JObject)Schema["objects"]![type]!, path + ".");
            return;
        }

        bool isOfType = type switch
        {
            "integer_t" or "long_t" or "port_t" or "timestamp_t" => value.Type == JTokenType.Integer,
            "float_t" => value.Type is JTokenType.Integer or JTokenType.Float,
            "boolean_t" => value.Type == JTokenType.Boolean,
            "ip_t" => ReferenceType.Convert(value, "ip", omits: false) is not null,
            "json_t" => true,
            _ => value.Type == JTokenType.String,
        };
        Assert.True(isOfType, $"{path} is {type}: {value}");
        Assert.True(attribute["enum"] is not JArray known || (int)value is 0 or 99 || known.Any(one =>
            (int)one == (int)value), $"{path}: {value}");
    }

    private static List<string> Write(string name, IEnumerable<string> lines) =>
        Corpus.Write(lines, names => Ocsf.CreateWriter(Corpus.Datasets.Find(name)!, names));

    private static void AssertMeans(string name, string[] lines)
    {
        var reference = new ReferenceMap(name, Ocsf.Rest, "shared", "Connectors.Records", "Mapping", "ocsf.json");
        List<string> documents = Write(name, lines);
        for (int line = 0; line < lines.Length; line++)
        {
            string? difference = Corpus.FirstDifference(reference.Document(Corpus.Parse(
                lines[line])), Corpus.Parse(documents[line]));
            Assert.True(difference is null, $"line {line + 1}: {difference}\n{lines[line]}\n{RandomRecord.SeedNote}");
        }
    }
}
