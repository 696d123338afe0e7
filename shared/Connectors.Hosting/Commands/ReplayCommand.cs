using System.Text.Json.Nodes;

namespace Connectors.Hosting;

/// <summary><c>replay</c>: sends dead letters again, or only counts them.</summary>
internal sealed class ReplayCommand(CommandRun run)
{
    internal async Task<int> RunAsync(string[] arguments, bool isDryRun, CancellationToken cancel)
    {
        IReadOnlyList<BatchReference> files = ObjectArguments.Expand(arguments, out string? problem);
        if (problem is not null)
        {
            run.Terminal.Error.WriteLine(problem);
            return ExitCode.WrongUsage;
        }

        var connector = new Connector(run.Parts);
        return isDryRun ? await CountAsync(connector, files, cancel) : await DeliverAsync(connector, files, cancel);
    }

    private async Task<int> DeliverAsync(
        Connector connector, IReadOnlyList<BatchReference> files, CancellationToken cancel)
    {
        var report = new LedgerReport(run.Terminal.Output, run.WritesJson);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        await ProgressDisplay.RunAsync(run.Terminal, files, report, (file, progress) =>
            connector.ReplayAsync(file, seen, progress, cancel));
        if (report.ExitCode != ExitCode.NotDelivered && !run.WritesJson)
        {
            run.Terminal.Output.WriteLine("All letters of these files are settled: the files can be deleted.");
        }

        return report.ExitCode;
    }

    private async Task<int> CountAsync(
        Connector connector, IReadOnlyList<BatchReference> files, CancellationToken cancel)
    {
        int exitCode = ExitCode.Success;
        foreach (BatchReference file in files)
        {
            var count = new DeadLetterCount();
            Ledger ledger = await connector.CountAsync(file, count, cancel);
            if (ledger.Outcome == BatchOutcome.Unreadable)
            {
                run.Terminal.Error.WriteLine($"{file.Uri}: {ledger.Reason}");
                exitCode = ExitCode.NotDelivered;
            }

            foreach (((string source, string reason), long letters) in count.Letters)
            {
                Write(file.Uri, source, reason, letters);
            }
        }

        return exitCode;
    }

    private void Write(string file, string source, string reason, long letters)
    {
        var json = new JsonObject { ["file"] = file, ["object"] = source, ["reason"] = reason, ["letters"] = letters };
        run.Terminal.Output.WriteLine(
            run.WritesJson ? json.ToJsonString() : $"{file}: {letters} x {reason} from {source}");
    }
}
