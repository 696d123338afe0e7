using Connectors.Records;
using Connectors.Records.Tests;

namespace Connectors.Destinations.Tests;

/// <summary>
/// Every batch of tests/corpus/batches becomes, at each destination and in each of its modes, what
/// tests/corpus/&lt;destination&gt; holds, byte for byte. After a wanted change, <c>UPDATE_EXPECTED=1 dotnet test
/// --project tests/Connectors.Destinations.Tests</c> writes the expected files anew; read them before committing them.
/// </summary>
public sealed class CorpusTests
{
    internal static string[] Datasets { get; } = [.. Configured.Datasets.Names, Dataset.UnknownName];

    /// <summary>Every destination and mode with every dataset, records of an unknown shape too.</summary>
    public static TheoryData<string, string> All { get; } = new(Configured.Everything.Keys.SelectMany(
        _ => Datasets, (destination, dataset) => (destination, dataset)));

    [Theory]
    [MemberData(nameof(All))]
    public void A_batch_becomes_what_its_destination_expects(string destination, string dataset) =>
        Corpus.AssertExpected(destination, dataset, Sent.Of(destination, dataset, Corpus.Lines(dataset)));

    [Fact]
    public void Every_batch_is_of_a_dataset_and_every_expected_file_of_a_batch()
    {
        string[] folders = ["batches", "ocsf", .. Configured.Everything.Keys];
        string corpus = Path.Combine(ProjectPaths.Root, "tests", "corpus");
        Assert.Equal(folders.Order(), Directory.GetDirectories(corpus).Select(Path.GetFileName).Order());
        IEnumerable<string?> files = folders.SelectMany(folder => Directory.GetFiles(Path.Combine(corpus, folder)));
        Assert.All(files, file => Assert.Contains(Path.GetFileNameWithoutExtension(file), Datasets));
    }
}
