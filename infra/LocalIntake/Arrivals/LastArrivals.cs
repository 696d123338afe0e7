using System.Diagnostics;

namespace LocalIntake;

/// <summary>A copy of the last events, for the page. Not for several threads.</summary>
internal sealed class LastArrivals
{
    internal const int MaxCount = 200;

    /// <summary>Fewer are kept when they are larger than this together, so that memory stays constant.</summary>
    private const long MaxBytes = 32 * 1024 * 1024;

    private readonly Queue<KeptArrival> kept = new();
    private long keptBytes;
    private long number;

    internal void Add(List<Arrival> arrivals)
    {
        int first = Math.Max(0, arrivals.Count - MaxCount);
        number += first;
        long at = Stopwatch.GetTimestamp();
        foreach (Arrival arrival in arrivals.Skip(first))
        {
            byte[] received = arrival.Received.ToArray();
            byte[] id = arrival.Id.ToArray();
            kept.Enqueue(new KeptArrival(++number, at, arrival with { Received = received, Id = id }));
            keptBytes += received.Length;
            while (kept.Count > MaxCount || (keptBytes > MaxBytes && kept.Count > 1))
            {
                keptBytes -= kept.Dequeue().Arrival.Received.Length;
            }
        }
    }

    /// <summary>The last events, the newest first.</summary>
    internal KeptArrival[] Take(int count) => [.. kept.Reverse().Take(count)];
}

/// <summary>An event that is kept.</summary>
/// <param name="Number">Its number among all that arrived for its destination, from 1.</param>
/// <param name="At">When it arrived, in ticks of the stopwatch.</param>
/// <param name="Arrival">The event, in memory of its own.</param>
internal sealed record KeptArrival(long Number, long At, Arrival Arrival);
