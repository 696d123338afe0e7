using System.Globalization;
using System.Text.Json.Nodes;

namespace Connectors.Hosting;

/// <summary>
/// <c>verify</c>: compares objects with their receipts, and names each that was not delivered whole and once.
/// </summary>
internal sealed class VerifyCommand(CommandRun run)
{
    private readonly SortedDictionary<DeliveryState, long> counts = [];

    private TextWriter Output => run.Terminal.Output;

    internal async Task<int> RunAsync(ObjectSelection selection, CancellationToken cancel)
    {
        if (run.Parts.Receipts is not { } receipts)
        {
            run.Terminal.Error.WriteLine($"{CommonSettings.Receipts.Name} must be set: it tells where receipts are.");
            return ExitCode.WrongUsage;
        }

        try
        {
            await foreach (Finding finding in Verification.CompareAsync(
                selection.ListAsync(run.Parts.Objects, cancel), receipts.ListAsync(selection.Prefix, cancel), cancel))
            {
                Add(finding);
            }
        }
        catch (IOException fault)
        {
            run.Terminal.Error.WriteLine($"It could not be verified: {fault.Message.TrimEnd('.')}.");
            return ExitCode.NotDelivered;
        }

        if (selection.IsEmpty)
        {
            run.Terminal.Error.WriteLine($"Nothing begins with '{selection.Prefix}'.");
            return ExitCode.WrongUsage;
        }

        Output.WriteLine(run.WritesJson ? Sum().ToJsonString() : SumLine());
        return counts.Keys.All(state => state == DeliveryState.Delivered) ? ExitCode.Success : ExitCode.DeadLettered;
    }

    private void Add(Finding finding)
    {
        counts[finding.State] = counts.GetValueOrDefault(finding.State) + 1;
        if (finding.State != DeliveryState.Delivered)
        {
            Output.WriteLine(run.WritesJson ? ToJson(finding).ToJsonString() : Line(finding));
        }
    }

    private static string Line(Finding finding)
    {
        string time = TimeWindow.TimeOf(finding.Object)?.UtcDateTime
            .ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
        string runs = string.Join(", ", finding.Receipts
            .OrderBy(receipt => receipt.Name.Id, StringComparer.Ordinal) // ids begin with the time
            .Select(receipt => Word(receipt.Name.Outcome)));
        return $"{Word(finding.State),-13} {time,-20} {finding.Object.Uri}{(runs.Length > 0 ? $" ({runs})" : "")}";
    }

    private static JsonObject ToJson(Finding finding) => new()
    {
        ["object"] = finding.Object.Uri,
        ["state"] = Word(finding.State),
        ["bytes"] = finding.Object.Bytes,
        ["time"] = TimeWindow.TimeOf(finding.Object)?.UtcDateTime,
        ["receipts"] = new JsonArray([.. finding.Receipts.Select(receipt => (JsonNode?)receipt.Uri)]),
    };

    private JsonObject Sum()
    {
        var sum = new JsonObject { ["objects"] = counts.Values.Sum() };
        foreach (DeliveryState state in Enum.GetValues<DeliveryState>())
        {
            sum[Word(state)] = counts.GetValueOrDefault(state);
        }

        return sum;
    }

    private string SumLine()
    {
        string states = string.Join(", ", counts.Select(pair => $"{Number(pair.Value)} {Word(pair.Key)}"));
        return $"{Objects(counts.Values.Sum())}{(states.Length > 0 ? ": " : "")}{states}";
    }

    private static string Word(DeliveryState state) => state switch
    {
        DeliveryState.DeadLettered => "dead-lettered",
        DeliveryState.InPart => "in part",
        _ => Word<DeliveryState>(state),
    };

    private static string Word<T>(T word)
        where T : struct, Enum => word.ToString().ToLowerInvariant();

    private static string Objects(long number) => $"{Number(number)} {(number == 1 ? "object" : "objects")}";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
