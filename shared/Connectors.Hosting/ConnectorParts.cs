using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>What a connector is made of.</summary>
public sealed record ConnectorParts
{
    /// <summary>More than a collector that is well needs; the time of a process that does nothing else.</summary>
    internal static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(3);

    public required DatasetCatalog Datasets { get; init; }

    public required IObjectStore Objects { get; init; }

    public required IDeadLetterStore DeadLetters { get; init; }

    public required IDestination Destination { get; init; }

    public required DeliveryClient Client { get; init; }

    public required CommonOptions Options { get; init; }

    public required Surroundings Outside { get; init; }

    /// <summary>Where notifications are taken from; null where they are brought to us.</summary>
    public IWorkQueue? Work { get; init; }

    /// <summary>Where the rest of an object goes when the time ends; null when there is no such queue.</summary>
    public IWorkQueue? Continuations { get; init; }

    /// <summary>Where receipts go; null when none are wanted.</summary>
    internal ReceiptStore? Receipts { get; init; }

    /// <summary>The executable's name, for commands that a person is told to run.</summary>
    public string Program { get; init; } = "connector";

    /// <summary>What is counted while the process runs.</summary>
    internal Counters Counters { get; init; } = new();

    /// <summary>Who is told of it beside those that ask.</summary>
    internal IReadOnlyList<IMetricsWriter> Metrics { get; init; } = [];

    /// <summary>
    /// Tells what is counted by now: before a process ends, or sleeps. Whoever is told may be slow or away: that costs
    /// neither a delivery nor the answer about it. What was not told is told the next time.
    /// </summary>
    /// <param name="left">The time until the end; at most half of it is spent.</param>
    internal async Task FlushMetricsAsync(TimeSpan left)
    {
        TimeSpan most = left / 2 < LongestFlush ? left / 2 : LongestFlush;
        var all = Task.WhenAll(Metrics.Select(metrics => metrics.FlushAsync()));
        await Task.WhenAny(all, Task.Delay(most > TimeSpan.Zero ? most : TimeSpan.Zero, Outside.Time));
    }
}
