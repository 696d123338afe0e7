namespace LocalIntake;

/// <summary>What the knobs have in store for one delivery request.</summary>
/// <param name="End">How the request ends.</param>
/// <param name="Latency">How long it waits first.</param>
/// <param name="IsNearLimit">Whether an answer that takes everything says that the queue is nearly full.</param>
/// <param name="Refused">The events that are refused.</param>
internal sealed record Fault(ScriptedFault End, TimeSpan Latency, bool IsNearLimit, RefusedIds Refused);
