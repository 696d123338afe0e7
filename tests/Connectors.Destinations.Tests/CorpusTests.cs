using System.Text;
using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Destinations.Tests;

/// <summary>
/// Every batch under tests/corpus becomes what stands beside it, byte for byte. After a wanted change,
/// <c>UPDATE_EXPECTED=1 dotnet test --project tests/Connectors.Destinations.Tests</c> writes the expected files anew;
/// read them before committing them.
/// </summary>
public sealed class CorpusTests
{
    public static TheoryData<string, string> Batches { get; } = new(
        Directory.GetDirectories(Corpus).SelectMany(Directory.GetDirectories)
            .Select(folder => (Path.GetFileName(Path.GetDirectoryName(folder))!, Path.GetFileName(folder))));

    private static string Corpus => Path.Combine(ProjectPaths.Root, "tests", "corpus");

    [Theory]
    [MemberData(nameof(Batches))]
    public void A_batch_becomes_what_its_destination_expects(string destination, string dataset)
    {
        string folder = Path.Combine(Corpus, destination, dataset);
        string actual = Map(destination, dataset, File.ReadAllLines(Path.Combine(folder, "batch.ndjson")));
        string file = Path.Combine(folder, "expected.ndjson");
        if (ProjectPaths.Updates)
        {
            File.WriteAllText(file, actual);
        }

        Assert.Equal(File.ReadAllText(file), actual);
    }

    /// <summary>Maps every line, with all that the destination can add.</summary>
    internal static string Map(string destination, string dataset, string[] lines) =>
        Map(destination, dataset, lines, Configured.Everything[destination]);

    /// <summary>Maps every line, with these settings.</summary>
    internal static string Map(
        string destination, string dataset, string[] lines, (string Name, string Text)[] settings)
    {
        IDestination target = Configured.Create(destination, settings);
        Dataset kind = Configured.Datasets.Find(dataset)!;
        var origin = new PayloadOrigin(kind, "s3://logs/" + dataset);
        var mapper = new RecordMapper(kind, RuleSet.None, names => target.CreateEnvelope(origin, names));
        var output = new ByteWriter(0);
        for (int line = 0; line < lines.Length; line++)
        {
            var record = new RawRecord
            {
                Bytes = Encoding.UTF8.GetBytes(lines[line]),
                Location = new RecordLocation(line + 1, 0),
            };
            byte[] id = Encoding.ASCII.GetBytes($"v1-0123456789abcdef0123456789abcdef-{line + 1}");
            Mapping mapping = mapper.Map(record, id, output);
            Assert.True(
                mapping.Outcome == MappingOutcome.Mapped, $"{destination}/{dataset} line {line + 1}: {mapping.Detail}");
            output.Write((byte)'\n');
        }

        return Encoding.UTF8.GetString(output.Written);
    }
}
