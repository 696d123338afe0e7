using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>What is counted while the process runs. For several threads.</summary>
internal sealed class Counters
{
    private readonly Lock gate = new();
    private readonly SortedDictionary<(string Metric, string Label), long> totals = [];
    private long newestEvent; // Unix nanoseconds
    private double? backlogAge;

    /// <summary>Objects that are being delivered now.</summary>
    internal InFlight Objects { get; } = new();

    /// <summary>Payloads that are being sent now.</summary>
    internal InFlight Deliveries { get; } = new();

    /// <summary>Seconds from the making of the object that was begun last to its beginning; null when not known.
    /// </summary>
    internal double? BacklogAge
    {
        get
        {
            lock (gate)
            {
                return backlogAge;
            }
        }
    }

    /// <summary>Seconds from the newest event that was delivered to a time; null when there is none yet.</summary>
    internal double? NewestEventAge(DateTimeOffset now)
    {
        const double nanosecondsPerMillisecond = 1e6;
        const double millisecondsPerSecond = 1e3;
        lock (gate)
        {
            return newestEvent == 0
                ? null
                : (now.ToUnixTimeMilliseconds() - (newestEvent / nanosecondsPerMillisecond)) / millisecondsPerSecond;
        }
    }

    /// <summary>Notes that an object of this age is begun; null when its age is not known.</summary>
    internal void NoteBacklog(TimeSpan? age)
    {
        lock (gate)
        {
            backlogAge = age is { } known ? Math.Max(0, known.TotalSeconds) : backlogAge;
        }
    }

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
            foreach ((RejectionReason reason, long records) in ledger.Rejected)
            {
                Count("dead_letters", reason.Code(), records);
            }

            if (ledger.Delivered > before.Delivered)
            {
                newestEvent = Math.Max(newestEvent, ledger.LastEventTime?.Nanoseconds ?? 0);
            }
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

    /// <summary>The totals of one metric by label, ordered.</summary>
    internal IReadOnlyList<(string Label, long Total)> Totals(string metric)
    {
        lock (gate)
        {
            return [.. totals.Where(pair => pair.Key.Metric == metric).Select(pair => (pair.Key.Label, pair.Value))];
        }
    }

    private void Count(string metric, string label, long more) =>
        totals[(metric, label)] = totals.GetValueOrDefault((metric, label)) + more;
}
