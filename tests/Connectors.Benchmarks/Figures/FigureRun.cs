using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>
/// Measures the stages on one core and in one process, all of them again and again in turn, so that a machine that
/// changes its speed changes it for all. What counts is processor time, not the clock's. Of that the best round tells
/// how fast a stage is: everything else is the machine's other work. What is compared is of the same round, and of all
/// rounds the middle counts: a long stage finds fewer quiet moments than a short one, so their best do not compare.
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
            .. ways.SelectMany(pair => Measured.On(pair.Way.Name, pair.Stages, stages)),
        ];
        Timings timings = Measure(all, rounds, batch.Inflated.Length / MegaByte);

        long recordBytes = batch.Inflated.Length / batch.Records;
        double shrink = (double)batch.Inflated.Length / batch.Stored.Length;
        Tell($"{batch.Records:N0} records of http_requests, {recordBytes:N0} bytes each, all fields");
        Tell($"stored {shrink:0.0} times smaller; MB inflated per second of one processor");
        foreach (string name in (string[])["inflate", "deflate", "scan"])
        {
            Tell($"{name,-20} {timings.Best(name),6:N0} MB/s");
        }

        double rawLimit = timings.Best("inflate", "deflate");
        Tell($"{"raw limit",-20} {rawLimit,6:N0} MB/s   inflate, and deflate the same records");
        Tell($"");
        Tell($"limit: inflate, and deflate what the way sends; /limit, /raw: the whole path beside it, and beside raw");
        Tell($"{"MB/s",-20}    map deflate  limit  whole /limit  /raw  bytes/record  allocated  whole");
        var rows = new JsonObject();
        foreach ((Way way, WayStages path) in ways)
        {
            rows[way.Name] = Row(way.Name, path, timings, batch.Records);
        }

        return new JsonObject
        {
            ["inflateMBs"] = Math.Round(timings.Best("inflate")),
            ["deflateMBs"] = Math.Round(timings.Best("deflate")),
            ["scanMBs"] = Math.Round(timings.Best("scan")),
            ["rawLimitMBs"] = Math.Round(rawLimit),
            ["ways"] = rows,
        };
    }

    private JsonObject Row(string name, WayStages path, Timings timings, long records)
    {
        double map = timings.Best(name + " map");
        double deflate = timings.Best(name + " deflate");
        double whole = timings.Best(name + " whole");
        double limit = timings.Best("inflate", name + " deflate");
        double toLimit = timings.Ratio(name + " whole", name + " inflate", name + " deflate");
        double toRawLimit = timings.Ratio(name + " whole", "inflate", "deflate");
        double allocated = AllocatedPerRecord(path.Map, records);
        double allocatedWhole = AllocatedPerRecord(path.Deliver, records);
        double mapped = (double)path.MappedBytes / records;
        output.Write(FormattableString.Invariant($"{name,-20} {map,6:N0} {deflate,7:N0} {limit,6:N0} {whole,6:N0} "));
        output.Write(FormattableString.Invariant($"{toLimit,6:0.00} {toRawLimit,5:0.00} "));
        Tell($"{mapped,13:N0} {allocated,10:0.0} {allocatedWhole,6:0.0}");
        return new JsonObject
        {
            ["mapMBs"] = Math.Round(map),
            ["deflateMBs"] = Math.Round(deflate),
            ["limitMBs"] = Math.Round(limit),
            ["wholeMBs"] = Math.Round(whole),
            ["wholeToLimit"] = Math.Round(toLimit, 3),
            ["wholeToRawLimit"] = Math.Round(toRawLimit, 3),
            ["bytesPerRecord"] = Math.Round(mapped),
            ["allocatedBytesPerRecord"] = Math.Round(allocated, 1),
            ["allocatedBytesPerRecordWhole"] = Math.Round(allocatedWhole, 1),
        };
    }

    private static Timings Measure(Measured[] all, int rounds, double megaBytes)
    {
        var timings = new Timings(megaBytes);
        for (int round = 0; round <= rounds; round++)
        {
            foreach (Measured one in all)
            {
                one.Before?.Invoke();
                TimeSpan start = Environment.CpuUsage.TotalTime;
                one.Stage();
                TimeSpan time = Environment.CpuUsage.TotalTime - start;
                if (round > 0) // the first round warms up
                {
                    timings.Add(one.Name, time);
                }
            }
        }

        return timings;
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
    internal static Measured[] On(string way, WayStages stages, Stages all) =>
    [
        new(way + " inflate", all.Inflate),
        new(way + " map", stages.Map),
        new(way + " deflate", stages.Deflate, stages.Collect),
        new(way + " whole", stages.Deliver),
    ];
}
