namespace Connectors.Delivery;

/// <summary>How hard to try.</summary>
public sealed record DeliveryOptions
{
    /// <summary>Payloads in flight at most.</summary>
    public int Concurrency { get; init; } = 4;

    /// <summary>Payloads that are compressed at the same time at most.</summary>
    public int Processors { get; init; } = Environment.ProcessorCount;

    /// <summary>Attempts of one payload before it counts as unavailable.</summary>
    public int Attempts { get; init; } = 5;

    /// <summary>Longest time of one attempt, answer included.</summary>
    public TimeSpan AttemptTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Longest time of one payload, all attempts and waits included: longer than five attempts with as long waits as a
    /// destination may ask for, shorter than the 15 minutes that a function has.
    /// </summary>
    public TimeSpan Deadline { get; init; } = TimeSpan.FromMinutes(12);

    public RetrySchedule Schedule { get; init; } = RetrySchedule.Default;

    /// <summary>Time between two questions about a receipt: confirmations were observed after 1.0 to 1.3 s.</summary>
    public TimeSpan QuestionInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Longest wait for a confirmation before the payload is sent again.</summary>
    public TimeSpan ConfirmationTimeout { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Attempts that must have failed, nearly all of the recent ones, before the breaker opens.</summary>
    public int BreakerThreshold { get; init; } = 20;

    /// <summary>How long the breaker stays open.</summary>
    public TimeSpan BreakerPause { get; init; } = TimeSpan.FromSeconds(15);
}
