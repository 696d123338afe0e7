using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>
/// Measures the stages on one core and in one process, all of them again and again in turn, so that a machine that
/// changes its speed changes it for all. What counts is processor time, not the clock's, and of that the best round of
/// each: everything else is the machine's other work.
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
        int rounds = isShort ? 5 : 15;
        SampleBatch batch = SampleBatch.Create(datasets.Find("http_requests")!, bytes);
        var stages = new Stages(batch);
        List<(Way Way, WayStages Stages)> ways = [.. Way.All.Select(way => (way, new WayStages(way, batch, datasets)))];
        (string Name, Action Stage)[] measured =
        [
            ("inflate", stages.Inflate), ("deflate", stages.Deflate), ("scan", stages.Scan),
            .. ways.SelectMany(pair => new (string Name, Action Stage)[]
            {
                (pair.Way.Name + " map", pair.Stages.Map), (pair.Way.Name + " whole", pair.Stages.Deliver),
            }),
        ];
        Dictionary<string, double> rates = Measure(measured, rounds, batch.Inflated.Length / MegaByte);
        double limit = 1 / ((1 / rates["inflate"]) + (1 / rates["deflate"]));

        long recordBytes = batch.Inflated.Length / batch.Records;
        double shrink = (double)batch.Inflated.Length / batch.Stored.Length;
        Tell($"{batch.Records:N0} records of http_requests, {recordBytes:N0} bytes each, all fields");
        Tell($"stored {shrink:0.0} times smaller; MB inflated per second of one processor");
        foreach (string name in (string[])["inflate", "deflate", "scan"])
        {
            Tell($"{name,-24} {rates[name],8:N0} MB/s");
        }

        Tell($"{"codec limit",-24} {limit,8:N0} MB/s   1 / (1/inflate + 1/deflate)");
        Tell($"");
        Tell($"{"",-24} map MB/s  whole MB/s  whole/limit  bytes/record  allocated  allocated, whole");
        var rows = new JsonObject();
        foreach ((Way way, WayStages path) in ways)
        {
            rows[way.Name] = Row(way.Name, path, rates, limit, batch.Records);
        }

        return new JsonObject
        {
            ["inflateMBs"] = Math.Round(rates["inflate"]),
            ["deflateMBs"] = Math.Round(rates["deflate"]),
            ["scanMBs"] = Math.Round(rates["scan"]),
            ["codecLimitMBs"] = Math.Round(limit),
            ["ways"] = rows,
        };
    }

    private JsonObject Row(
        string name, WayStages path, Dictionary<string, double> rates, double limit, long records)
    {
        double map = rates[name + " map"];
        double whole = rates[name + " whole"];
        double ratio = whole / limit;
        double allocated = AllocatedPerRecord(path.Map, records);
        double allocatedWhole = AllocatedPerRecord(path.Deliver, records);
        double mapped = (double)path.MappedBytes / records;
        output.Write(FormattableString.Invariant($"{name,-24} {map,8:N0} {whole,11:N0} {ratio,12:0.00} "));
        Tell($"{mapped,13:N0} {allocated,10:0.0} {allocatedWhole,17:0.0}");
        return new JsonObject
        {
            ["mapMBs"] = Math.Round(map),
            ["wholeMBs"] = Math.Round(whole),
            ["wholeToLimit"] = Math.Round(ratio, 3),
            ["bytesPerRecord"] = Math.Round(mapped),
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
                TimeSpan start = Environment.CpuUsage.TotalTime;
                stage();
                double seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
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

    private void Tell(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
