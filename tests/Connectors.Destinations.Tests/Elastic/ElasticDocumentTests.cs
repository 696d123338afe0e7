using Connectors.Records.Tests;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>The documents of the mode <c>ecs</c>.</summary>
public sealed class ElasticDocumentTests
{
    public static TheoryData<string> Datasets { get; } = new(CorpusTests.Datasets);

    [Theory]
    [MemberData(nameof(Datasets))]
    public void A_document_has_no_name_twice_and_keeps_to_the_names_and_types_of_ECS(string dataset)
    {
        foreach (string document in ElasticDocuments.Of(dataset))
        {
            Assert.False(Corpus.HasNameTwice(document)); // Elasticsearch refuses those
            JObject parsed = Corpus.Parse(document);
            parsed.Remove("data_stream"); // no field set of ECS itself
            Assert.NotNull(ReferenceTime.Parse(parsed["@timestamp"]));
            parsed.Remove("@timestamp");
            EcsFields.AssertKept(parsed);
        }
    }
}

/// <summary>The documents, without their actions, that the corpus becomes.</summary>
internal static class ElasticDocuments
{
    internal static IEnumerable<string> Of(string dataset) =>
        Sent.Of("elastic-ecs", dataset, Corpus.Lines(dataset)).Select(lines => lines.Split('\n')[1]);
}
