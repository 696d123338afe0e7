using System.Globalization;
using System.IO.Compression;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>
/// Compares builds of one connector: the time from the start of the process to its end with one small object, and the
/// memory. Builds take turns, and the best round of each counts: the rest is the machine's other work.
/// </summary>
internal static class StartTimes
{
    private const int Rounds = 20;
    private const int Records = 100;

    internal static int Run(DatasetCatalog datasets, IReadOnlyList<string> executables)
    {
        string file = Path.Combine(Path.GetTempPath(), $"http_requests-{Environment.ProcessId}.log.gz");
        try
        {
            using (var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
            {
                new BatchGenerator(datasets.Find("http_requests")!, seed: 1).WriteRecords(gzip, Records);
            }

            using var sink = new HecSink();
            var runs = Enumerable.Range(0, Rounds)
                .SelectMany(_ => executables)
                .Select(executable => (Executable: executable, Run: PeakMemory.Run(executable, file, sink.Url)))
                .ToLookup(pair => pair.Executable, pair => pair.Run);
            foreach (string executable in executables)
            {
                double[] times = [.. runs[executable].Select(run => run.Seconds * 1000).Order()];
                double memory = runs[executable].Max(run => run.MebiBytes);
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{times[0],6:N0} ms, median {times[Rounds / 2],6:N0} ms, {memory,6:0.0} MiB  {executable}"));
            }

            return 0;
        }
        finally
        {
            File.Delete(file);
        }
    }
}
