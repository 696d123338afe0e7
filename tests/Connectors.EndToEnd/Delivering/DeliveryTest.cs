using System.IO.Compression;
using Connectors.Benchmarks;
using Connectors.Records;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Delivering;

/// <summary>A test of the Splunk connector against the local intake, in a folder of its own.</summary>
public abstract class DeliveryTest(IntakeProcess intake) : IAsyncLifetime
{
    private static readonly DatasetCatalog Datasets = DatasetCatalog.Load();

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("connector-");

    protected IntakeProcess Intake { get; } = intake;

    protected string DeadLetters => PathOf("dead-letters");

    private IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string>
    {
        ["SPLUNK_HEC_URL"] = Intake.BaseAddress.AbsoluteUri,
        ["SPLUNK_HEC_TOKEN"] = IntakeProcess.Token,
        ["CONNECTOR_DEAD_LETTERS"] = DeadLetters,
    };

    public async ValueTask InitializeAsync() => await Intake.ResetAsync();

    public ValueTask DisposeAsync()
    {
        folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected string PathOf(string name) => Path.Combine(folder.FullName, name);

    /// <summary>Writes a realistic batch, and tells where.</summary>
    protected string WriteBatch(string dataset, int records, int seed = 1)
    {
        string path = PathOf($"{dataset}-{seed}.log.gz");
        using var gzip = new GZipStream(File.Create(path), CompressionLevel.Fastest);
        new BatchGenerator(Datasets.Find(dataset)!, seed).WriteRecords(gzip, records);
        return path;
    }

    /// <summary>Writes a file, and tells where.</summary>
    protected string Write(string name, string text)
    {
        string path = PathOf(name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Runs the connector with the usual settings.</summary>
    protected Task<ConnectorRun> RunAsync(params IEnumerable<string> arguments) => RunWithAsync([], arguments);

    /// <summary>Runs the connector with the usual settings, and those of <paramref name="more"/>.</summary>
    protected Task<ConnectorRun> RunWithAsync(Dictionary<string, string> more, params IEnumerable<string> arguments) =>
        ConnectorProcess.RunAsync("splunk", With(more), arguments);

    /// <summary>Starts the connector with the usual settings, and those of <paramref name="more"/>.</summary>
    protected ConnectorProcess StartWith(Dictionary<string, string> more, params IEnumerable<string> arguments) =>
        ConnectorProcess.Start("splunk", With(more), arguments);

    /// <summary>Every dead letter that was stored.</summary>
    protected IReadOnlyList<JObject> ReadDeadLetters() => Directory.Exists(DeadLetters)
        ? [.. Directory.EnumerateFiles(DeadLetters, "*", SearchOption.AllDirectories)
            .SelectMany(File.ReadLines).Select(ConnectorRun.Parse)]
        : [];

    /// <summary>Waits until so many events have arrived.</summary>
    protected async Task WaitForEventsAsync(long events)
    {
        while ((await Intake.ArrivalsAsync()).Events < events)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The usual settings, and those of <paramref name="more"/>.</summary>
    protected Dictionary<string, string> With(Dictionary<string, string> more) =>
        new(Settings.Concat(more).GroupBy(pair => pair.Key).Select(pairs => pairs.Last()));
}
