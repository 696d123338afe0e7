namespace Connectors.Hosting;

/// <summary>What is counted while the process runs. For several threads.</summary>
internal sealed class Counters
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<(string Metric, string Label), long> totals = [];
    private int objectsInFlight;

    /// <summary>Time of the newest event that was delivered, in Unix nanoseconds; 0 when there is none yet.</summary>
    internal long NewestEvent { get; private set; }

    internal int ObjectsInFlight => Volatile.Read(ref objectsInFlight);

    /// <summary>Counts an object as in flight until it is disposed of.</summary>
    internal IDisposable Begin() => new Flight(this);

    /// <summary>Counts what one run did: earlier runs of the same object have been counted already.</summary>
    internal void Add(Ledger ledger)
    {
        Continuation before = ledger.Before ?? new Continuation(1, "");
        lock (gate)
        {
            Count("objects", ledger.Outcome.ToString().ToLowerInvariant(), 1);
            Count("records", "delivered", ledger.Delivered - before.Delivered);
            Count("records", "duplicate", ledger.Duplicates - before.Duplicates);
            Count("records", "filtered", ledger.Filtered - before.Filtered);
            Count("records", "sampled_out", ledger.SampledOut - before.SampledOut);
            Count("records", "dead_lettered", ledger.DeadLettered - before.DeadLettered);
            Count("records", "undelivered", ledger.Undelivered);
            Count("bytes", "read", ledger.BytesRead);
            Count("bytes", "inflated", ledger.BytesInflated);
            NewestEvent = Math.Max(NewestEvent, ledger.LastEventTime?.Nanoseconds ?? 0);
        }
    }

    /// <summary>Counts one request to the destination.</summary>
    /// <param name="status">Its status; null when there was no answer.</param>
    internal void AddAttempt(int? status)
    {
        const int classes = 100; // 204 is of class 2xx
        lock (gate)
        {
            Count("attempts", status is { } known ? $"{known / classes}xx" : "none", 1);
        }
    }

    /// <summary>Counts a message of a queue.</summary>
    /// <param name="result">What became of it: one word.</param>
    internal void AddMessage(string result)
    {
        lock (gate)
        {
            Count("messages", result, 1);
        }
    }

    /// <summary>All totals, ordered.</summary>
    internal IReadOnlyList<(string Metric, string Label, long Total)> Totals()
    {
        lock (gate)
        {
            return [.. totals.Select(pair => (pair.Key.Metric, pair.Key.Label, pair.Value))];
        }
    }

    private void Count(string metric, string label, long more) =>
        totals[(metric, label)] = totals.GetValueOrDefault((metric, label)) + more;

    private sealed class Flight : IDisposable
    {
        private readonly Counters counters;

        internal Flight(Counters counters)
        {
            this.counters = counters;
            Interlocked.Increment(ref counters.objectsInFlight);
        }

        public void Dispose() => Interlocked.Decrement(ref counters.objectsInFlight);
    }
}
