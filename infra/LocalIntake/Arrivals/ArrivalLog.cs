using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>What arrived, in all intakes together. For several threads: one request's events at a time.</summary>
/// <param name="keptEvents">Where all events go; null when they need not be kept.</param>
internal sealed class ArrivalLog(KeptEvents? keptEvents)
{
    private readonly Lock gate = new();
    private ArrivalCounts counts = new();
    private IdSet ids = new();
    private LastArrivals last = new();

    internal void Add(ArrivalBatch batch)
    {
        lock (gate)
        {
            counts.Add(batch);
            last.Add(batch.Taken);
            keptEvents?.Add(batch.Taken);
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
    internal void AddRequest(string status)
    {
        lock (gate)
        {
            counts.AddRequest(status);
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
            keptEvents?.Clear();
        }
    }

    internal JObject ToJson()
    {
        lock (gate)
        {
            return counts.ToJson(ids);
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
            return keptEvents?.Length;
        }
    }
}
