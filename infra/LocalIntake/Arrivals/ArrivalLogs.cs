using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>What arrived, destination by destination, or of some of them together.</summary>
internal sealed record ArrivalLogs(IReadOnlyList<ArrivalLog> All)
{
    /// <summary>The log of one destination alone; null when nobody has that name.</summary>
    internal ArrivalLogs? Of(string destination) =>
        All.FirstOrDefault(log => log.Destination == destination) is { } found ? new ArrivalLogs([found]) : null;

    internal void Clear()
    {
        foreach (ArrivalLog log in All)
        {
            log.Clear();
        }
    }

    /// <summary>The sums; with each destination's own where there are several.</summary>
    internal JObject ToJson()
    {
        JObject sum = Sum(All);
        if (All.Count > 1)
        {
            sum["byDestination"] = new JObject(All.Select(log => new JProperty(log.Destination, Sum([log]))));
        }

        return sum;
    }

    /// <summary>Every record id of each destination, one a line, in blocks.</summary>
    internal IEnumerable<ReadOnlyMemory<byte>> IdLines() => All.SelectMany(log => log.IdLines());

    /// <summary>The ids that came more than once to one destination.</summary>
    internal IEnumerable<RepeatedId> RepeatedIds() => All.SelectMany(log => log.RepeatedIds())
        .GroupBy(repeated => repeated.Id, (id, all) => new RepeatedId(id, all.Sum(repeated => repeated.Times)));

    /// <summary>The last events, the newest first, each with its destination.</summary>
    internal IEnumerable<(string Destination, KeptArrival Kept)> Last(int count) => All
        .SelectMany(log => log.Last(count).Select(kept => (log.Destination, Kept: kept)))
        .OrderByDescending(last => last.Kept.At).ThenByDescending(last => last.Kept.Number)
        .Take(count);

    private static JObject Sum(IReadOnlyList<ArrivalLog> logs)
    {
        var sum = new ArrivalCounts();
        foreach (ArrivalLog log in logs)
        {
            log.AddTo(sum);
        }

        return sum.ToJson();
    }
}
