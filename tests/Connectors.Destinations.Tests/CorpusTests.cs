using System.Text;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using Connectors.Splunk;

namespace Connectors.Destinations.Tests;

/// <summary>
/// Every batch under tests/corpus becomes what stands beside it, byte for byte. After a wanted change,
/// <c>UPDATE_EXPECTED=1 dotnet test --project tests/Connectors.Destinations.Tests</c> writes the expected files anew;
/// read them before committing them.
/// </summary>
public sealed class CorpusTests
{
    private static readonly DatasetCatalog Datasets = DatasetCatalog.Load();

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
    internal static string Map(string destination, string dataset, string[] lines)
    {
        IDestination target = Create(destination);
        Dataset kind = Datasets.Find(dataset)!;
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

    private static IDestination Create(string destination)
    {
        (DestinationModule module, Dictionary<string, string> values) = destination switch
        {
            "splunk" => (SplunkDestination.Module, new Dictionary<string, string>
            {
                ["SPLUNK_HEC_URL"] = "https://splunk.example.com:8088",
                ["SPLUNK_HEC_TOKEN"] = "token",
                ["SPLUNK_INDEX"] = "cloudflare",
                ["SPLUNK_CIM_FIELDS"] = "true",
            }),
            _ => throw new ArgumentOutOfRangeException(
                nameof(destination), destination, "has a corpus but no module here"),
        };
        var settings = new SettingsReader(values);
        IDestination created = module.Create(settings, new DestinationContext(Datasets, AllowsHttp: false, Guid.Empty));
        Assert.Empty(settings.Problems);
        return created;
    }
}
