namespace LocalIntake;

/// <summary>What arrived for one destination. For several threads: one request's events at a time.</summary>
/// <param name="destination">The destination's name in the control API.</param>
/// <param name="keptEvents">Where all events go; null when they need not be kept.</param>
internal sealed class ArrivalLog(string destination, KeptEvents? keptEvents)
{
    private readonly Lock gate = new();
    private ArrivalCounts counts = new();
    private IdSet ids = new();
    private LastArrivals last = new();

    internal string Destination { get; } = destination;

    /// <summary>Where all events are; null when they are not kept.</summary>
    internal KeptEvents? KeptEvents { get; } = keptEvents;

    internal void Add(ArrivalBatch batch)
    {
        lock (gate)
        {
            counts.Add(batch);
            last.Add(batch.Taken);
            KeptEvents?.Add(batch.Taken);
            foreach (Arrival arrival in batch.Taken)
            {
                if (!arrival.Id.IsEmpty)
                {
                    ids.Add(arrival.Id.Span);
                }
            }
        }
    }

    /// <summary>Counts one delivery request.</summary>
    /// <param name="status">Its HTTP status, or how it was cut off.</param>
    /// <param name="coding">Its encoding; empty for none.</param>
    internal void AddRequest(string status, string coding)
    {
        lock (gate)
        {
            counts.AddRequest(status, coding);
        }
    }

    /// <summary>Forgets everything.</summary>
    internal void Clear()
    {
        lock (gate)
        {
            counts = new ArrivalCounts();
            ids = new IdSet();
            last = new LastArrivals();
            KeptEvents?.Clear();
        }
    }

    /// <summary>Adds what is counted here to a sum.</summary>
    internal void AddTo(ArrivalCounts sum)
    {
        lock (gate)
        {
            sum.Add(counts, ids);
        }
    }

    /// <summary>Every record id, one a line, in blocks.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> IdLines()
    {
        lock (gate)
        {
            return ids.Lines();
        }
    }

    internal RepeatedId[] RepeatedIds()
    {
        lock (gate)
        {
            return [.. ids.Repeated];
        }
    }

    /// <summary>The last events, the newest first.</summary>
    internal KeptArrival[] Last(int count)
    {
        lock (gate)
        {
            return last.Take(count);
        }
    }

    /// <summary>Length of the file of all events; null when they are not kept.</summary>
    internal long? KeptLength()
    {
        lock (gate)
        {
            return KeptEvents?.Length;
        }
    }
}
