namespace Connectors.Records.Tests;

/// <summary>The names of the dataset files against those of ECS.</summary>
public sealed class EcsTests
{
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
                Assert.True(EcsFields.TypeOf(common) == (field.Type == "port" ? "int" : field.Type),
                    $"{field.Name}: {common} is {EcsFields.Describe(common)} in ECS, not {field.Type}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_document_of_the_corpus_keeps_to_ECS(string name)
    {
        List<string> documents = Corpus.Write(Corpus.Lines(name), names =>
            DocumentWriter.OfVocabulary(Corpus.Datasets.Find(name)!, names, keepsOriginal: false));
        Assert.All(documents, document => EcsFields.AssertKept(Corpus.Parse(document)));
        Assert.All(documents, document => EcsFields.AssertExpected(Corpus.Parse(document)));
    }
}
