using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>The templates for data streams of the mode <c>ecs</c>.</summary>
public sealed class ElasticTemplateTests
{
    private static readonly JObject Mappings =
        (JObject)AssetFile.ReadJson("Elastic", "component-template.json")["template"]!["mappings"]!;

    public static TheoryData<string> Datasets { get; } = new(CorpusTests.Datasets);

    [Fact]
    public void The_component_template_has_the_type_of_every_name_that_datasets_use()
    {
        var properties = new JObject();
        foreach ((string name, JObject mapping) in ElasticMappings.ByName())
        {
            Add(properties, name.Split('.'), mapping);
        }

        JObject template = AssetFile.ReadJson("Elastic", "component-template.json");
        template["template"]!["mappings"]!["properties"] = properties;
        AssetFile.AssertIs("Elastic", "component-template.json", Text(template));
    }

    [Fact]
    public void The_limit_of_fields_leaves_room_for_the_names()
    {
        int fields = ((JObject)Mappings["properties"]!).Descendants().OfType<JProperty>()
            .Count(member => member.Value is JObject && member.Name != "properties");
        int limit = (int)AssetFile.ReadJson("Elastic", "component-template.json")
            ["template"]!["settings"]!["index.mapping.total_fields.limit"]!;
        Assert.InRange(fields, 500, limit - 500);
    }

    [Fact]
    public void The_index_template_takes_our_data_streams_and_not_those_of_the_integration()
    {
        JObject template = AssetFile.ReadJson("Elastic", "index-template.json");
        Assert.Equal("logs-cloudflare.*-*", Assert.Single(template["index_patterns"]!));
        Assert.Contains("cloudflare-connector@mappings", template["composed_of"]!.Values<string>());
        Assert.NotNull(template["data_stream"]);
        Assert.InRange((int)template["priority"]!, 101, 500); // logs-*-* of Elasticsearch itself has 100
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Every_document_of_the_corpus_has_only_names_with_a_mapping(string dataset) =>
        Assert.All(ElasticDocuments.Of(dataset), document =>
            AssertMapped(JObject.Parse(document), (JObject)Mappings["properties"]!));

    private static void AssertMapped(JObject group, JObject properties)
    {
        foreach (JProperty member in group.Properties())
        {
            Assert.True(properties.ContainsKey(member.Name), member.Path);
            if (properties[member.Name]!["properties"] is JObject inner)
            {
                AssertMapped((JObject)member.Value, inner);
            }
        }
    }

    private static void Add(JObject properties, ReadOnlySpan<string> path, JObject mapping)
    {
        if (path.Length == 1)
        {
            Assert.True(properties.TryAdd(path[0], mapping), $"{path[0]} is a group and a field");
            return;
        }

        var group = (JObject?)properties[path[0]];
        if (group is null)
        {
            properties[path[0]] = group = new JObject { ["properties"] = new JObject() };
        }

        Add((JObject)group["properties"]!, path[1..], mapping);
    }

    private static string Text(JObject json) => json.ToString(Formatting.Indented).ReplaceLineEndings("\n") + "\n";
}
