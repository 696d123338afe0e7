namespace Connectors.Hosting;

/// <summary><c>deliver</c>: delivers objects, one after the other.</summary>
internal sealed class DeliverCommand(CommandRun run)
{
    internal async Task<int> RunAsync(string[] arguments, CancellationToken cancel)
    {
        (IReadOnlyList<BatchReference> objects, string? problem) =
            await ObjectArguments.ExpandAsync(arguments, run.Parts.Objects, cancel);
        if (problem is not null)
        {
            run.Terminal.Error.WriteLine(problem);
            return ExitCode.WrongUsage;
        }

        var connector = new Connector(run.Parts);
        var report = new LedgerReport(run.Terminal.Output, run.WritesJson);
        await ProgressDisplay.RunAsync(run.Terminal, objects, report, (reference, progress) =>
            connector.DeliverAsync(reference, progress, cancel));
        report.Finish();
        return report.ExitCode;
    }
}
