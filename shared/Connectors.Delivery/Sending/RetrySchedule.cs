namespace Connectors.Delivery;

/// <summary>
/// How long to wait before a retry: full jitter, so that many connectors do not come back at once. Computes only; the
/// <see cref="DeliveryClient"/> waits.
/// </summary>
/// <param name="First">Upper bound of the first wait; each further one is twice as long.</param>
/// <param name="Longest">Upper bound of every wait that the destination did not ask for.</param>
/// <param name="LongestAsked">Upper bound of a wait that the destination asked for (<c>Retry-After</c>).</param>
/// <remarks>
/// Source of full jitter: https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter/
/// </remarks>
public sealed record RetrySchedule(TimeSpan First, TimeSpan Longest, TimeSpan LongestAsked)
{
    /// <summary>0.5 s, 1 s, 2 s ... to 30 s; up to 2 minutes when asked.</summary>
    public static RetrySchedule Default { get; } =
        new(TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2));

    /// <summary>The wait before a retry.</summary>
    /// <param name="retry">0 for the first retry.</param>
    /// <param name="chance">A random number from 0 to 1.</param>
    /// <param name="asked">What the destination asked for, if it did: never less than that, and jitter on top.</param>
    public TimeSpan Delay(int retry, double chance, TimeSpan? asked = null)
    {
        const int mostDoublings = 30; // 2^30 half seconds are 17 years
        double bound = Math.Min(First.TotalSeconds * Math.Pow(2, Math.Min(retry, mostDoublings)), Longest.TotalSeconds);
        TimeSpan jitter = TimeSpan.FromSeconds(chance * bound);
        if (asked is not { } wait || wait <= TimeSpan.Zero)
        {
            return jitter;
        }

        TimeSpan least = wait < LongestAsked ? wait : LongestAsked;
        return least + TimeSpan.FromSeconds(chance * First.TotalSeconds);
    }
}
