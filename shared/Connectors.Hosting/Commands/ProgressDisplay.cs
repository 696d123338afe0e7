using Spectre.Console;

namespace Connectors.Hosting;

/// <summary>Handles objects one after the other, with a progress bar when a person is looking.</summary>
internal static class ProgressDisplay
{
    /// <summary>Handles all objects; each is told to the report when its ledger is closed.</summary>
    internal static async Task RunAsync(
        Terminal terminal,
        IReadOnlyList<BatchReference> objects,
        LedgerReport report,
        Func<BatchReference, IProgress<Ledger>?, Task<Ledger>> handle)
    {
        if (!terminal.IsInteractive)
        {
            foreach (BatchReference reference in objects)
            {
                report.Add(await handle(reference, null));
            }

            return;
        }

        IAnsiConsole console =
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        List<Ledger> ledgers = [];
        try
        {
            await console.Progress()
                .AutoClear(true)
                .Columns(
                    new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(),
                    new ElapsedTimeColumn())
                .StartAsync(async context =>
                {
                    ProgressTask bar = context.AddTask("opening", maxValue: Math.Max(1, objects.Sum(StoredBytes)));
                    foreach (BatchReference reference in objects)
                    {
                        double before = bar.Value;
                        var progress = new BarProgress(bar, before, $"{ledgers.Count + 1}/{objects.Count}");
                        ledgers.Add(await handle(reference, progress));
                        bar.Value = before + StoredBytes(reference);
                    }
                });
        }
        finally
        {
            ledgers.ForEach(report.Add); // also when interrupted: these objects are done
        }
    }

    private static long StoredBytes(BatchReference reference) =>
        reference.Bytes ?? (File.Exists(reference.Uri) ? new FileInfo(reference.Uri).Length : 0);

    // Called by the thread that delivers; the bar is drawn by another one.
    private sealed class BarProgress(ProgressTask bar, double before, string place) : IProgress<Ledger>
    {
        private readonly long start = TimeProvider.System.GetTimestamp();

        public void Report(Ledger value)
        {
            double seconds = Math.Max(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0.001);
            string dead = value.DeadLettered > 0 ? $", {value.DeadLettered:N0} dead-lettered" : "";
            bar.Value = before + value.BytesRead;
            bar.Description = $"{place}  {value.RecordsRead:N0} records, {value.RecordsRead / seconds:N0}/s{dead}";
        }
    }
}
