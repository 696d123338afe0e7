using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>The sums over everything that arrived. Not for several threads.</summary>
internal sealed class ArrivalCounts
{
    /// <summary>Names are the sender's choice: behind so many, the rest are counted together.</summary>
    private const int MaxNames = 1_000;

    private const string OtherNames = "(others)";

    private readonly SortedDictionary<string, long> requests = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> codings = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> sources = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, long> sourcetypes = new(StringComparer.Ordinal);
    private decimal? firstTime;
    private decimal? lastTime;
    private long events;
    private long withoutId;
    private long refused;
    private long dropped;
    private long altered;
    private long alreadyThere;
    private long diverted;
    private long distinctIds;
    private long duplicates;
    private long bytes;

    /// <summary>Counts one delivery request.</summary>
    /// <param name="status">Its HTTP status, or how it was cut off.</param>
    /// <param name="coding">Its encoding; empty for none.</param>
    internal void AddRequest(string status, string coding)
    {
        AddTo(requests, status, 1);
        AddTo(codings, coding.Length > 0 ? coding : "identity", 1);
    }

    internal void Add(ArrivalBatch batch)
    {
        refused += batch.Refused;
        dropped += batch.Dropped;
        altered += batch.Altered;
        alreadyThere += batch.AlreadyThere;
        diverted += batch.Diverted;
        events += batch.Taken.Count;
        foreach (Arrival arrival in batch.Taken)
        {
            bytes += arrival.Received.Length;
            withoutId += arrival.Id.IsEmpty ? 1 : 0;
            if (arrival.Time is { } time && ArrivalTime.IsWritable(time))
            {
                AddTimes(time, time);
            }
        }

        AddRuns(sources, batch.Taken, static arrival => arrival.Source);
        AddRuns(sourcetypes, batch.Taken, static arrival => arrival.Sourcetype);
    }

    /// <summary>Adds what another destination counted: an id that came to both is two ids.</summary>
    internal void Add(ArrivalCounts other, IdSet otherIds)
    {
        events += other.events;
        withoutId += other.withoutId;
        refused += other.refused;
        dropped += other.dropped;
        altered += other.altered;
        alreadyThere += other.alreadyThere;
        diverted += other.diverted;
        bytes += other.bytes;
        distinctIds += otherIds.Count;
        duplicates += otherIds.Repetitions;
        if (other is { firstTime: { } first, lastTime: { } last })
        {
            AddTimes(first, last);
        }

        AddAll(requests, other.requests);
        AddAll(codings, other.codings);
        AddAll(sources, other.sources);
        AddAll(sourcetypes, other.sourcetypes);
    }

    internal JObject ToJson() => new()
    {
        ["events"] = events,
        ["distinctIds"] = distinctIds,
        ["duplicates"] = duplicates,
        ["withoutId"] = withoutId,
        ["refused"] = refused,
        ["dropped"] = dropped,
        ["altered"] = altered,
        ["alreadyThere"] = alreadyThere,
        ["diverted"] = diverted,
        ["bytes"] = bytes,
        ["requests"] = new JObject
        {
            ["total"] = requests.Values.Sum(),
            ["byStatus"] = ToJson(requests),
            ["byEncoding"] = ToJson(codings),
        },
        ["bySource"] = ToJson(sources),
        ["bySourcetype"] = ToJson(sourcetypes),
        ["firstEventTime"] = firstTime is { } first ? ArrivalTime.ToRfc3339(first) : null,
        ["lastEventTime"] = lastTime is { } last ? ArrivalTime.ToRfc3339(last) : null,
    };

    private void AddTimes(decimal first, decimal last)
    {
        firstTime = Math.Min(firstTime ?? first, first);
        lastTime = Math.Max(lastTime ?? last, last);
    }

    // Neighbours mostly have the same name: one look-up for all of them.
    private static void AddRuns(
        SortedDictionary<string, long> counts, List<Arrival> arrivals, Func<Arrival, string> nameOf)
    {
        int start = 0;
        for (int index = 1; index <= arrivals.Count; index++)
        {
            string name = nameOf(arrivals[start]);
            if (index == arrivals.Count || !string.Equals(nameOf(arrivals[index]), name, StringComparison.Ordinal))
            {
                AddTo(counts, name, index - start);
                start = index;
            }
        }
    }

    private static void AddAll(SortedDictionary<string, long> counts, SortedDictionary<string, long> others)
    {
        foreach ((string name, long count) in others)
        {
            AddTo(counts, name, count);
        }
    }

    private static void AddTo(SortedDictionary<string, long> counts, string name, long count)
    {
        string key = counts.Count < MaxNames || counts.ContainsKey(name) ? name : OtherNames;
        counts[key] = counts.GetValueOrDefault(key) + count;
    }

    private static JObject ToJson(SortedDictionary<string, long> counts) =>
        new(counts.Select(pair => new JProperty(pair.Key, pair.Value)));
}
