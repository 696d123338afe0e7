using System.Diagnostics;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>
/// Runs the record path of one way again and again, or its whole path, for a profiler to look at, and tells the speed
/// of the best round.
/// </summary>
internal static class ProfileCommand
{
    private const int BatchBytes = 8_000_000;

    internal static int Run(DatasetCatalog datasets, string wayName, int seconds, bool isWhole)
    {
        Way? way = Way.All.FirstOrDefault(way => way.Name == wayName);
        if (way is null)
        {
            Console.Error.WriteLine("The ways are: " + string.Join(", ", Way.All.Select(way => way.Name)));
            return 2;
        }

        SampleBatch batch = SampleBatch.Create(datasets.Find("http_requests")!, BatchBytes);
        var stages = new WayStages(way, batch, datasets, new Stages(batch), new ByteWriter(0));
        Action stage = isWhole ? stages.Deliver : stages.Map;
        long start = Stopwatch.GetTimestamp();
        double best = double.MaxValue;
        while (Stopwatch.GetElapsedTime(start).TotalSeconds < seconds)
        {
            TimeSpan before = Environment.CpuUsage.TotalTime;
            stage();
            best = Math.Min(best, (Environment.CpuUsage.TotalTime - before).TotalSeconds);
        }

        Console.WriteLine(FormattableString.Invariant($"{batch.Inflated.Length / best / 1e6:N0} MB/s"));
        return 0;
    }
}
