using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>
/// Measures the stages on one core and in one process, all of them again and again in turn, so that a machine that
/// changes its speed changes it for all. What counts is the best round of each: everything else is the machine's other
/// work.
/// </summary>
internal sealed class FigureRun(TextWriter output)
{
    private const double MegaByte = 1e6;

    /// <summary>Measures and prints a table.</summary>
    /// <returns>The figures as one JSON object.</returns>
    internal JsonObject Run(DatasetCatalog datasets, bool isShort)
    {
        UseOneCore();
        int bytes = isShort ? 8_000_000 : 64_000_000;
        int rounds = isShort ? 5 : 25;
        SampleBatch batch = SampleBatch.Create(datasets.Find("http_requests")!, bytes);
        var stages = new Stages(batch, datasets);
        (string Name, Action Stage)[] measured =
        [
            ("inflate", stages.Inflate), ("deflate", stages.Deflate), ("scan", stages.Scan), ("map", stages.Map),
            ("whole", stages.Deliver),
        ];
        Dictionary<string, double> rates = Measure(measured, rounds, batch.Inflated.Length / MegaByte);
        double limit = 1 / ((1 / rates["inflate"]) + (1 / rates["deflate"]));

        long recordBytes = batch.Inflated.Length / batch.Records;
        double shrink = (double)batch.Inflated.Length / batch.Stored.Length;
        Tell($"{batch.Records:N0} records of http_requests, {recordBytes:N0} bytes each, all fields");
        Tell($"stored {shrink:0.0} times smaller");
        foreach ((string name, double rate) in rates)
        {
            Tell($"{name,-24} {rate,8:N0} MB/s");
        }

        double ratio = rates["whole"] / limit;
        double allocated = AllocatedPerRecord(stages.Map, batch.Records);
        double allocatedWhole = AllocatedPerRecord(stages.Deliver, batch.Records);
        Tell($"{"codec limit",-24} {limit,8:N0} MB/s   1 / (1/inflate + 1/deflate)");
        Tell($"{"whole path / limit",-24} {ratio,8:0.00}");
        Tell($"{"allocated, record path",-24} {allocated,8:0.0} bytes/record");
        Tell($"{"allocated, whole path",-24} {allocatedWhole,8:0.0} bytes/record, by payloads and objects");
        return new JsonObject
        {
            ["inflateMBs"] = Round(rates["inflate"]),
            ["deflateMBs"] = Round(rates["deflate"]),
            ["scanMBs"] = Round(rates["scan"]),
            ["mapMBs"] = Round(rates["map"]),
            ["wholeMBs"] = Round(rates["whole"]),
            ["codecLimitMBs"] = Round(limit),
            ["wholeToLimit"] = Math.Round(ratio, 3),
            ["allocatedBytesPerRecord"] = Math.Round(allocated, 1),
            ["allocatedBytesPerRecordWhole"] = Math.Round(allocatedWhole, 1),
        };
    }

    private static Dictionary<string, double> Measure(
        (string Name, Action Stage)[] stages, int rounds, double megaBytes)
    {
        var best = stages.ToDictionary(stage => stage.Name, _ => double.MaxValue);
        for (int round = 0; round <= rounds; round++)
        {
            foreach ((string name, Action stage) in stages)
            {
                long start = Stopwatch.GetTimestamp();
                stage();
                double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                best[name] = round == 0 ? double.MaxValue : Math.Min(best[name], seconds); // the first round warms up
            }
        }

        return best.ToDictionary(pair => pair.Key, pair => megaBytes / pair.Value);
    }

    private static double AllocatedPerRecord(Action stage, long records)
    {
        long before = GC.GetTotalAllocatedBytes(precise: true);
        stage();
        return (double)(GC.GetTotalAllocatedBytes(precise: true) - before) / records;
    }

    private static void UseOneCore()
    {
        if (OperatingSystem.IsLinux())
        {
            using var self = Process.GetCurrentProcess();
            self.ProcessorAffinity = 1;
        }
    }

    private static double Round(double rate) => Math.Round(rate);

    private void Tell(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
