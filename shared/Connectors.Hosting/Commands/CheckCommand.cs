namespace Connectors.Hosting;

/// <summary>
/// <c>check</c>: tells whether the settings are right, the destination is there, and a record gets through.
/// </summary>
internal sealed class CheckCommand(CommandRun run)
{
    internal async Task<int> RunAsync(bool settingsOnly, CancellationToken cancel)
    {
        Tell("settings", "every setting keeps its rule");
        if (settingsOnly)
        {
            return ExitCode.Success;
        }

        if (await run.Parts.Client.ProbeAsync(cancel) is { } problem)
        {
            return Fail("reach", problem);
        }

        Tell("reach", $"{run.Composition.Module.Title} answers and says that it is well");

        // The canary goes the way of every record, except that no rule may hold it back.
        ConnectorParts parts = run.Parts with
        {
            Objects = new CanaryObjectStore(run.Composition.Time, run.Composition.Module.Name),
            Options = run.Parts.Options with { Rules = Records.RuleSet.None },
        };
        Ledger ledger = await new Connector(parts).DeliverAsync(CanaryObjectStore.Reference, progress: null, cancel);
        if (ledger.Outcome != BatchOutcome.Delivered)
        {
            return Fail(
                "canary", ledger.Reason.Length > 0 ? ledger.Reason : "the record was refused; see the dead letter");
        }

        Tell("canary", $"one record was accepted; its EventType is {CanaryObjectStore.EventType}");
        return ExitCode.Success;
    }

    private void Tell(string step, string text) => run.Terminal.Output.WriteLine(run.WritesJson
        ? new System.Text.Json.Nodes.JsonObject { ["step"] = step, ["ok"] = true, ["text"] = text }.ToJsonString()
        : $"ok      {step,-9} {text}");

    private int Fail(string step, string text)
    {
        run.Terminal.Output.WriteLine(run.WritesJson
            ? new System.Text.Json.Nodes.JsonObject { ["step"] = step, ["ok"] = false, ["text"] = text }.ToJsonString()
            : $"failed  {step,-9} {text}");
        return ExitCode.NotDelivered;
    }
}
