namespace Connectors.Hosting;

/// <summary>
/// When a run must be over. Two moments come before the end: when less time is left than one payload may need, nothing
/// more is read; a little later what is still in flight is given up, so that there is time to answer. For several
/// threads.
/// </summary>
/// <param name="time">The clock.</param>
public sealed class Deadline(TimeProvider time) : IDisposable
{
    // A run of a few seconds must be able to read too: never more than this part of the time is kept for a payload.
    private const int LeastPartsToRead = 3;
    private const int AnswerPart = 10; // one tenth of the time is kept for the answer, at most LongestAnswer
    private static readonly TimeSpan LongestAnswer = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource passed = new(Timeout.InfiniteTimeSpan, time);
    private readonly Lock gate = new();
    private long lastReading = long.MaxValue;
    private long givingUp = long.MaxValue;
    private bool isOver;

    /// <summary>No end: for a command that a person runs.</summary>
    public static Deadline None { get; } = new(TimeProvider.System);

    /// <summary>Whether nothing more may be read.</summary>
    public bool IsNear => time.GetTimestamp() >= Interlocked.Read(ref lastReading);

    /// <summary>Cancelled when what is in flight must be given up.</summary>
    public CancellationToken Passed => passed.Token;

    /// <summary>A deadline this far away.</summary>
    /// <param name="left">Time from now to the end.</param>
    /// <param name="forPayload">Time that one payload may need; zero to read to the last moment.</param>
    /// <param name="time">The clock.</param>
    public static Deadline In(TimeSpan left, TimeSpan forPayload, TimeProvider time)
    {
        var deadline = new Deadline(time);
        deadline.Shorten(left, forPayload);
        return deadline;
    }

    /// <summary>Brings the end nearer, as when the platform asks the process to stop; never moves it away.</summary>
    public void Shorten(TimeSpan left, TimeSpan forPayload)
    {
        TimeSpan end = left > TimeSpan.Zero ? left : TimeSpan.Zero;
        TimeSpan answer = Less(end / AnswerPart, LongestAnswer);
        TimeSpan reading = end - answer - Less(forPayload, end / LeastPartsToRead);
        long now = time.GetTimestamp();
        lock (gate)
        {
            Interlocked.Exchange(ref lastReading, Math.Min(lastReading, now + Ticks(reading)));
            if (!isOver && now + Ticks(end - answer) < givingUp)
            {
                givingUp = now + Ticks(end - answer);
                passed.CancelAfter(end - answer);
            }
        }
    }

    // Whoever brings the ends of all runs nearer may come when this one has just ended.
    public void Dispose()
    {
        lock (gate)
        {
            isOver = true;
            passed.Dispose();
        }
    }

    private long Ticks(TimeSpan span) => (long)(span.TotalSeconds * time.TimestampFrequency);

    private static TimeSpan Less(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
