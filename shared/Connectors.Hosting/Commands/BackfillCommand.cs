using System.Globalization;
using System.Text.Json.Nodes;

namespace Connectors.Hosting;

/// <summary>
/// <c>backfill</c>: brings objects that nobody notified us of: puts a message for each on a queue, or delivers them
/// here. Lists as it goes, so memory does not grow with their number.
/// </summary>
/// <param name="run">What a command works with.</param>
/// <param name="selection">Which objects.</param>
/// <param name="pace">How quickly.</param>
internal sealed class BackfillCommand(CommandRun run, ObjectSelection selection, Pace pace)
{
    private const int ObjectsPerLine = 1_000; // of what is told where nobody is looking

    private readonly LedgerReport report = new(run.Terminal.Output, run.WritesJson);
    private readonly List<Ledger> untold = [];
    private long objects;
    private long bytes;
    private string? last;

    private Terminal Terminal => run.Terminal;

    internal async Task<int> RunAsync(bool isDryRun, CancellationToken cancel)
    {
        try
        {
            return await (isDryRun ? CountAsync(cancel) : BringAsync(cancel));
        }
        catch (IOException fault)
        {
            return Fail($"The objects cannot be listed: {fault.Message.TrimEnd('.')}.");
        }
        catch (OperationCanceledException)
        {
            Fail("Interrupted.");
            throw;
        }
    }

    private async Task<int> CountAsync(CancellationToken cancel)
    {
        await foreach (BatchReference listed in selection.ListAsync(run.Parts.Objects, cancel))
        {
            Count(listed);
        }

        return End("would be brought");
    }

    private async Task<int> BringAsync(CancellationToken cancel)
    {
        // A bar needs to know its end: where a person is looking, the objects are listed once before.
        long all = 0;
        if (Terminal.IsInteractive)
        {
            await foreach (BatchReference _ in selection.ListAsync(run.Parts.Objects, cancel))
            {
                all++;
            }
        }

        string? problem = null;
        try
        {
            await ProgressDisplay.RunAsync(
                Terminal, all, async show => problem = await BringAllAsync(show, cancel));
        }
        finally
        {
            untold.ForEach(report.Add);
        }

        return problem is not null ? Fail(problem)
            : run.Parts.Work is null ? Math.Max(End("delivered"), report.ExitCode)
            : End("queued");
    }

    // Why it stopped before its end, for a person; null when it did not.
    private async Task<string?> BringAllAsync(ShowProgress? show, CancellationToken cancel)
    {
        Func<BatchReference, CancellationToken, Task<string?>> bring =
            run.Parts.Work is { } queue
                ? (listed, stop) => EnqueueAsync(queue, listed, stop)
                : DeliverAsync(new Connector(run.Parts));
        await foreach (BatchReference listed in selection.ListAsync(run.Parts.Objects, cancel))
        {
            await pace.WaitAsync(cancel);
            if (await bring(listed, cancel) is { } problem)
            {
                return problem;
            }

            Count(listed);
            show?.Invoke(objects, listed.Uri);
            if (show is null && !run.WritesJson && objects % ObjectsPerLine == 0)
            {
                Terminal.Error.WriteLine($"{Objects(objects)} so far, the last is {last}");
            }
        }

        return null;
    }

    private async Task<string?> EnqueueAsync(IWorkQueue queue, BatchReference listed, CancellationToken cancel)
    {
        string? problem = await queue.SendAsync(ConnectorMessage.Write(listed), cancel);
        if (problem is null && run.WritesJson)
        {
            Terminal.Output.WriteLine(new JsonObject { ["object"] = listed.Uri, ["queued"] = true }.ToJsonString());
        }

        return problem is null ? null : $"{listed.Uri} cannot be queued: {problem}";
    }

    // An object that cannot be read is told and passed over; a destination that is down is down for the next one too.
    private Func<BatchReference, CancellationToken, Task<string?>> DeliverAsync(Connector connector) =>
        async (listed, cancel) =>
        {
            Ledger ledger = await connector.DeliverAsync(listed, progress: null, cancel);
            Tell(ledger);
            return ledger.Outcome == BatchOutcome.Unavailable ? $"{ledger.Object}: {ledger.Reason}" : null;
        };

    // Where a person looks at a bar, only what did not go well is told, and after it.
    private void Tell(Ledger ledger)
    {
        if (!Terminal.IsInteractive)
        {
            report.Add(ledger);
        }
        else if (ExitCode.Of(ledger.Outcome) != ExitCode.Success)
        {
            untold.Add(ledger);
        }
    }

    private void Count(BatchReference listed)
    {
        objects++;
        bytes += listed.Bytes ?? 0;
        last = listed.Uri;
    }

    private int End(string done)
    {
        if (selection.IsEmpty)
        {
            Terminal.Error.WriteLine($"Nothing begins with '{selection.Prefix}'.");
            return ExitCode.WrongUsage;
        }

        string size = (bytes / 1e6).ToString("N1", CultureInfo.InvariantCulture);
        Terminal.Output.WriteLine(run.WritesJson
            ? new JsonObject { ["objects"] = objects, ["bytes"] = bytes, ["last"] = last }.ToJsonString()
            : $"{Objects(objects)}, {size} MB, {done}{(last is null ? "" : $"; the last is {last}")}");
        return ExitCode.Success;
    }

    private int Fail(string problem)
    {
        Terminal.Error.WriteLine(problem);
        if ((last ?? selection.After) is { } done)
        {
            Terminal.Error.WriteLine($"{Objects(objects)} done. To go on: --after {Terminal.Quoted(done)}");
        }

        return ExitCode.NotDelivered;
    }

    private static string Objects(long number) => $"{Number(number)} {(number == 1 ? "object" : "objects")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
