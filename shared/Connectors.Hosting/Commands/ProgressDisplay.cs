using Spectre.Console;

namespace Connectors.Hosting;

/// <summary>Shows how far something is.</summary>
/// <param name="done">How much is done.</param>
/// <param name="text">What to say of it.</param>
internal delegate void ShowProgress(double done, string text);

/// <summary>Shows a bar when a person is looking.</summary>
internal static class ProgressDisplay
{
    /// <summary>Handles all objects; each is told to the report when its ledger is closed.</summary>
    internal static async Task RunAsync(
        Terminal terminal,
        IReadOnlyList<BatchReference> objects,
        LedgerReport report,
        Func<BatchReference, IProgress<Ledger>?, Task<Ledger>> handle)
    {
        List<Ledger> ledgers = [];
        try
        {
            await RunAsync(terminal, objects.Sum(StoredBytes), async show =>
            {
                double before = 0;
                foreach (BatchReference reference in objects)
                {
                    var progress =
                        show is null ? null : new BarProgress(show, before, $"{ledgers.Count + 1}/{objects.Count}");
                    Ledger ledger = await handle(reference, progress);
                    Action<Ledger> tell = show is null ? report.Add : ledgers.Add;
                    tell(ledger);
                    before += StoredBytes(reference);
                }
            });
        }
        finally
        {
            ledgers.ForEach(report.Add); // also when interrupted: these objects are done
        }
    }

    /// <summary>Does something; it can show how far it is when a person is looking.</summary>
    /// <param name="terminal">Where the bar is shown.</param>
    /// <param name="most">What the bar ends with.</param>
    /// <param name="act">What is done.</param>
    internal static async Task RunAsync(Terminal terminal, double most, Func<ShowProgress?, Task> act)
    {
        if (!terminal.IsInteractive)
        {
            await act(null);
            return;
        }

        IAnsiConsole console =
            AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(terminal.Error) });
        await console.Progress()
            .AutoClear(true)
            .Columns(
                new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(context =>
            {
                ProgressTask bar = context.AddTask("opening", maxValue: Math.Max(1, most));
                return act((done, text) =>
                {
                    bar.Value = done;
                    bar.Description = Markup.Escape(text);
                });
            });
    }

    private static long StoredBytes(BatchReference reference) =>
        reference.Bytes ?? (File.Exists(reference.Uri) ? new FileInfo(reference.Uri).Length : 0);

    // Called by the thread that delivers; the bar is drawn by another one.
    private sealed class BarProgress(ShowProgress show, double before, string place) : IProgress<Ledger>
    {
        private readonly long start = TimeProvider.System.GetTimestamp();

        public void Report(Ledger value)
        {
            double seconds = Math.Max(TimeProvider.System.GetElapsedTime(start).TotalSeconds, 0.001);
            string dead = value.DeadLettered > 0 ? $", {value.DeadLettered:N0} dead-lettered" : "";
            show(
                before + value.BytesRead,
                $"{place}  {value.RecordsRead:N0} records, {value.RecordsRead / seconds:N0}/s{dead}");
        }
    }
}
