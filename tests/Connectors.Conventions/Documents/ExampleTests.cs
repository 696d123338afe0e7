using System.Text.Json.Nodes;
using Connectors.Records;

namespace Connectors.Conventions;

public sealed class ExampleTests
{
    private const string RecordsFolder = "shared/Connectors.Records";

    public static TheoryData<string> Rules { get; } = ExamplesIn(RecordsFolder + "/Rules/README.md");

    public static TheoryData<string> DatasetParts { get; } = ExamplesIn(RecordsFolder + "/Datasets/README.md");

    public static TheoryData<string> Destinations { get; } = new(DestinationFolder.All);

    [Theory]
    [MemberData(nameof(Rules))]
    public void An_example_of_rules_is_read_without_a_problem(string example)
    {
        new RuleReader(_ => "a key of more than sixteen bytes", DatasetCatalog.Load())
            .Read(example, out IReadOnlyList<string> problems);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("keep")]
    [InlineData("drop")]
    [InlineData("sample")]
    [InlineData("redact")]
    [InlineData("add")]
    public void Every_rule_has_an_example(string verb) =>
        Assert.Contains(Rules, example => example.Data.Contains($"\"{verb}\":", StringComparison.Ordinal));

    [Theory]
    [MemberData(nameof(DatasetParts))]
    public void An_example_of_a_dataset_file_stands_in_one(string example)
    {
        var part = JsonNode.Parse(example);
        IEnumerable<JsonNode?> parts = Repository.FilesUnder(RecordsFolder + "/Datasets")
            .Where(file => file.EndsWith(".json", StringComparison.Ordinal))
            .Select(file => JsonNode.Parse(Repository.Read($"{RecordsFolder}/Datasets/{file}").Text)!)
            .SelectMany(dataset => dataset["fields"]!.AsArray().Concat(dataset["derived"]!.AsArray()));
        Assert.Contains(parts, one => JsonNode.DeepEquals(one, part));
    }

    [Theory]
    [MemberData(nameof(Destinations))]
    public void The_first_example_of_a_destination_is_part_of_what_it_is_sent(string name)
    {
        var example = JsonNode.Parse(Examples.In(Repository.Read($"functions/{name}/README.md").Text).First());
        IEnumerable<string> sent =
            Repository.Read($"tests/corpus/{DestinationFolder.Module(name).Name}/firewall_events.ndjson").Lines;
        Assert.Contains(sent, line => Examples.Holds(JsonNode.Parse(line), example));
    }

    [Theory]
    [InlineData("""{"a":{"b":1,"c":2},"d":[1]}""", """{"a":{"b":1}}""", true)]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"b":2}}""", false)]
    [InlineData("""{"a":1}""", """{"b":1}""", false)]
    [InlineData("""{"d":[1,2]}""", """{"d":[1]}""", false)]
    public void An_example_is_part_of_what_holds_all_its_members(string whole, string part, bool holds) =>
        Assert.Equal(holds, Examples.Holds(JsonNode.Parse(whole), JsonNode.Parse(part)));

    [Fact]
    public void Examples_are_the_blocks_of_json() =>
        Assert.Equal(["{}\n", "[]\n"], Examples.In("a\n```json\n{}\n```\n```\nb\n```\n```json\n[]\n```\n"));

    private static TheoryData<string> ExamplesIn(string document) =>
        new(Examples.In(File.ReadAllText(Repository.FullPath(document))));
}
