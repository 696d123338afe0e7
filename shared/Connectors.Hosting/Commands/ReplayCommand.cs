using System.Text.Json.Nodes;

namespace Connectors.Hosting;

/// <summary><c>replay</c>: sends dead letters again, or only counts them.</summary>
/// <param name="run">What a command works with.</param>
/// <param name="scope">Which letters.</param>
/// <param name="removes">Whether a file is removed when all its letters are settled.</param>
internal sealed class ReplayCommand(CommandRun run, ReplayScope scope, bool removes)
{
    private readonly Connector connector = new(run.Parts);

    internal async Task<int> RunAsync(string[] arguments, bool isDryRun, CancellationToken cancel)
    {
        (IReadOnlyList<BatchReference> files, string? problem) =
            await ObjectArguments.ExpandAsync(arguments, run.Parts.Objects, cancel);
        if (problem is not null)
        {
            run.Terminal.Error.WriteLine(problem);
            return ExitCode.WrongUsage;
        }

        return isDryRun ? await CountAsync(files, cancel) : await DeliverAsync(files, cancel);
    }

    private async Task<int> DeliverAsync(IReadOnlyList<BatchReference> files, CancellationToken cancel)
    {
        var report = new LedgerReport(run.Terminal.Output, run.WritesJson);
        bool areAllRemoved = true;
        await ProgressDisplay.RunAsync(run.Terminal, files, report, async (file, progress) =>
        {
            long leftBefore = scope.LeftAlone;
            Ledger ledger = await connector.ReplayAsync(file, scope, progress, cancel);
            bool isSettled = ledger.Outcome is BatchOutcome.Delivered or BatchOutcome.Partial
                && scope.LeftAlone == leftBefore;
            areAllRemoved &= !removes || !isSettled || await RemoveAsync(file, cancel);
            return ledger;
        });
        bool canBeDeleted = !removes && report.ExitCode != ExitCode.NotDelivered && scope.LeftAlone == 0;
        if (canBeDeleted && !run.WritesJson)
        {
            run.Terminal.Output.WriteLine("All letters of these files are settled: the files can be deleted.");
        }

        return areAllRemoved ? report.ExitCode : Math.Max(report.ExitCode, ExitCode.DeadLettered);
    }

    private async Task<bool> RemoveAsync(BatchReference file, CancellationToken cancel)
    {
        string? problem = await run.Parts.Objects.DeleteAsync(file.Uri, cancel);
        if (problem is not null)
        {
            run.Terminal.Error.WriteLine($"{file.Uri} is settled but cannot be removed: {problem}");
        }

        return problem is null;
    }

    private async Task<int> CountAsync(IReadOnlyList<BatchReference> files, CancellationToken cancel)
    {
        int exitCode = ExitCode.Success;
        foreach (BatchReference file in files)
        {
            var count = new DeadLetterCount(scope);
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
