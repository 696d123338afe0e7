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
        var bodies = new ByteWriter(2 * bytes);
        List<(Way Way, WayStages Stages)> ways =
            [.. Way.All.Select(way => (way, new WayStages(way, batch, datasets, stages, bodies)))];
        Measured[] all =
        [
            new("inflate", stages.Inflate), new("deflate", stages.Deflate), new("scan", stages.Scan),
            .. ways.SelectMany(pair => Measured.On(pair.Way.Name, pair.Stages)),
        ];
        Dictionary<string, double> rates = Measure(all, rounds, batch.Inflated.Length / MegaByte);

        long recordBytes = batch.Inflated.Length / batch.Records;
        double shrink = (double)batch.Inflated.Length / batch.Stored.Length;
        Tell($"{batch.Records:N0} records of http_requests, {recordBytes:N0} bytes each, all fields");
        Tell($"stored {shrink:0.0} times smaller; MB inflated per second of one processor");
        foreach (string name in (string[])["inflate", "deflate", "scan"])
        {
            Tell($"{name,-20} {rates[name],6:N0} MB/s");
        }

        double rawLimit = CodecLimit(rates["inflate"], rates["deflate"]);
        Tell($"{"raw limit",-20} {rawLimit,6:N0} MB/s   inflate, and deflate the same records");
        Tell($"");
        Tell($"limit: inflate, and deflate what the way sends; /limit, /raw: the whole path beside it, and beside raw");
        Tell($"{"MB/s",-20}    map deflate  limit  whole /limit  /raw  bytes/record  allocated  whole");
        var rows = new JsonObject();
        foreach ((Way way, WayStages path) in ways)
        {
            rows[way.Name] = Row(way.Name, path, rates, rawLimit, batch.Records);
        }

        return new JsonObject
        {
            ["inflateMBs"] = Math.Round(rates["inflate"]),
            ["deflateMBs"] = Math.Round(rates["deflate"]),
            ["scanMBs"] = Math.Round(rates["scan"]),
            ["rawLimitMBs"] = Math.Round(rawLimit),
            ["ways"] = rows,
        };
    }

    // One after the other on one processor: that is how the whole path is measured too.
    private static double CodecLimit(double inflate, double deflate) => 1 / ((1 / inflate) + (1 / deflate));

    private JsonObject Row(
        string name, WayStages path, Dictionary<string, double> rates, double rawLimit, long records)
    {
        double map = rates[name + " map"];
        double deflate = rates[name + " deflate"];
        double whole = rates[name + " whole"];
        double limit = CodecLimit(rates["inflate"], deflate);
        double allocated = AllocatedPerRecord(path.Map, records);
        double allocatedWhole = AllocatedPerRecord(path.Deliver, records);
        double mapped = (double)path.MappedBytes / records;
        output.Write(FormattableString.Invariant($"{name,-20} {map,6:N0} {deflate,7:N0} {limit,6:N0} {whole,6:N0} "));
        output.Write(FormattableString.Invariant($"{whole / limit,6:0.00} {whole / rawLimit,5:0.00} "));
        Tell($"{mapped,13:N0} {allocated,10:0.0} {allocatedWhole,6:0.0}");
        return new JsonObject
        {
            ["mapMBs"] = Math.Round(map),
            ["deflateMBs"] = Math.Round(deflate),
            ["limitMBs"] = Math.Round(limit),
            ["wholeMBs"] = Math.Round(whole),
            ["wholeToLimit"] = Math.Round(whole / limit, 3),
            ["wholeToRawLimit"] = Math.Round(whole / rawLimit, 3),
            ["bytesPerRecord"] = Math.Round(mapped),
            ["allocatedBytesPerRecord"] = Math.Round(allocated, 1),
            ["allocatedBytesPerRecordWhole"] = Math.Round(allocatedWhole, 1),
        };
    }

    private static Dictionary<string, double> Measure(Measured[] all, int rounds, double megaBytes)
    {
        var best = all.ToDictionary(one => one.Name, _ => double.MaxValue);
        for (int round = 0; round <= rounds; round++)
        {
            foreach (Measured one in all)
            {
                one.Before?.Invoke();
                TimeSpan start = Environment.CpuUsage.TotalTime;
                one.Stage();
                double seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
                best[one.Name] = round == 0
                    ? double.MaxValue // the first round warms up
                    : Math.Min(best[one.Name], seconds);
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

/// <summary>What is measured, under a name, and what must be done before and does not count.</summary>
internal sealed record Measured(string Name, Action Stage, Action? Before = null)
{
    internal static Measured[] On(string way, WayStages stages) =>
    [
        new(way + " map", stages.Map),
        new(way + " deflate", stages.Deflate, stages.Collect),
        new(way + " whole", stages.Deliver),
    ];
}
