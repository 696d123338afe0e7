namespace Connectors.Hosting;

/// <summary>
/// All metrics, in one table that every writer goes through. A counter's label has few values by design: no object, no
/// host and no id is one.
/// </summary>
/// <param name="Name">One word, or several with underscores.</param>
/// <param name="Unit">As in UCUM: <c>By</c>, <c>s</c>; things are in braces.</param>
/// <param name="Help">What it tells, for a person.</param>
internal abstract record MetricFamily(string Name, string Unit, string Help)
{
    internal static readonly CounterFamily[] Counters =
    [
        new("records", "outcome", "{record}", "Records, by what became of them."),
        new("dead_letters", "reason", "{record}", "Records that became dead letters, by the name of the reason."),
        new("objects", "outcome", "{object}", "Runs of objects, by how they ended."),
        new("bytes", "kind", "By", "Bytes of objects as they are stored (read), and inflated."),
        new("attempts", "status", "{request}",
            "Requests to the destination, by the class of the answer; none for no answer."),
        new("messages", "result", "{message}", "Messages of the queue, by what became of them."),
    ];

    internal static readonly GaugeFamily[] Gauges =
    [
        new("objects_in_flight", "{object}", "Objects that are being delivered now.",
            (counters, _) => counters.Objects.Count),
        new("deliveries_in_flight", "{payload}", "Payloads that are being sent now.",
            (counters, _) => counters.Deliveries.Count),
        new("newest_event_age_seconds", "s", "Freshness: age of the newest event that was delivered.",
            (counters, now) => counters.NewestEventAge(now)),
        new("backlog_age_seconds", "s", "Age of the object that was begun last, when it was begun.",
            (counters, _) => counters.BacklogAge),
    ];
}

/// <summary>What only grows.</summary>
/// <param name="Name">As in <see cref="MetricFamily"/>.</param>
/// <param name="Label">What tells its parts from each other.</param>
/// <param name="Unit">As in <see cref="MetricFamily"/>.</param>
/// <param name="Help">As in <see cref="MetricFamily"/>.</param>
internal sealed record CounterFamily(string Name, string Label, string Unit, string Help)
    : MetricFamily(Name, Unit, Help);

/// <summary>What is so now.</summary>
/// <param name="Name">As in <see cref="MetricFamily"/>.</param>
/// <param name="Unit">As in <see cref="MetricFamily"/>.</param>
/// <param name="Help">As in <see cref="MetricFamily"/>.</param>
/// <param name="Read">Reads it at a time; null when it is not known yet.</param>
internal sealed record GaugeFamily(
    string Name, string Unit, string Help, Func<Counters, DateTimeOffset, double?> Read)
    : MetricFamily(Name, Unit, Help);
