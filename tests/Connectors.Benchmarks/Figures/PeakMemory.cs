using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Text.Json.Nodes;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>
/// Runs the published executable over one large object, and tells how much memory it held at most: the operating
/// system's own account of it (VmHWM).
/// </summary>
internal static class PeakMemory
{
    internal static void Add(JsonObject figures, DatasetCatalog datasets, bool isShort, string? executable)
    {
        if (executable is null || !OperatingSystem.IsLinux())
        {
            Console.WriteLine("peak memory              not measured: needs the published executable, on Linux");
            return;
        }

        long bytes = isShort ? 100_000_000 : 1_000_000_000;
        string file = Path.Combine(Path.GetTempPath(), $"http_requests-{Environment.ProcessId}.log.gz");
        try
        {
            using (var gzip = new GZipStream(File.Create(file), CompressionLevel.Fastest))
            {
                new BatchGenerator(datasets.Find("http_requests")!, seed: 1).WriteBytes(gzip, bytes);
            }

            using var sink = new HecSink();
            (double mebiBytes, double seconds) = Run(executable, file, sink.Url);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"peak memory              {mebiBytes,8:0.0} MiB for one object of {bytes / 1e6:N0} MB inflated, "
                + $"{seconds:0.0} s"));
            figures["peakMiB"] = Math.Round(mebiBytes, 1);
            figures["peakObjectMB"] = bytes / 1_000_000;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Delivers an object, and tells the most memory and the time of the process.</summary>
    internal static (double MebiBytes, double Seconds) Run(string executable, string file, string url)
    {
        var start = new ProcessStartInfo(executable, ["deliver", file, "--json"]) { RedirectStandardOutput = true };
        start.Environment["SPLUNK_HEC_URL"] = url;
        start.Environment["SPLUNK_HEC_TOKEN"] = "token";
        long begin = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        double peak = 0;
        while (!process.WaitForExit(milliseconds: 1))
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
        }

        double seconds = Stopwatch.GetElapsedTime(begin).TotalSeconds;
        string ledger = process.StandardOutput.ReadToEnd();
        return process.ExitCode == 0
            ? (peak, seconds)
            : throw new InvalidOperationException("The connector failed: " + ledger);
    }

    // VmHWM in /proc/<pid>/status, in KiB: the most that was ever resident.
    private static double HighWaterMark(int process)
    {
        try
        {
            string? line = File.ReadLines($"/proc/{process}/status")
                .FirstOrDefault(one => one.StartsWith("VmHWM:", StringComparison.Ordinal));
            string[] words = line?.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries) ?? [];
            return words.Length > 1 ? double.Parse(words[1], CultureInfo.InvariantCulture) / 1024 : 0;
        }
        catch (IOException)
        {
            return 0; // it has just ended
        }
    }
}
