using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>A record of a payload that will never be accepted.</summary>
/// <param name="Index">Its place in the payload.</param>
/// <param name="Reason">Why.</param>
/// <param name="Status">The destination's status or code: <c>400/6</c>.</param>
public readonly record struct RejectedRecord(int Index, RejectionReason Reason, string Status);

/// <summary>
/// What is known after a delivery. Every record of the payload is in exactly one of the counts, or in
/// <see cref="Undelivered"/>.
/// </summary>
/// <param name="Payload">The payload; whoever reads the receipt gives it back to its pool.</param>
/// <param name="Delivered">Records that were accepted.</param>
/// <param name="Duplicates">Records that were there already.</param>
/// <param name="Rejected">Records that were refused for good.</param>
/// <param name="Undelivered">Records that still failed when time or tries ended.</param>
/// <param name="Attempts">HTTP requests that carried records.</param>
public sealed record DeliveryReceipt(
    Payload Payload,
    int Delivered,
    int Duplicates,
    IReadOnlyList<RejectedRecord> Rejected,
    int Undelivered,
    int Attempts)
{
    /// <summary>Why records are undelivered; null when none are.</summary>
    public Problem? Problem { get; init; }

    /// <summary>Whether the destination asked for less.</summary>
    public bool IsNearLimit { get; init; }

    /// <summary>What the destination found wrong with records that it accepted: a short name to their number.</summary>
    public IReadOnlyDictionary<string, int> Warnings { get; init; } = new Dictionary<string, int>();

    /// <summary>Whether records may have been accepted twice, as an attempt failed after it was sent.</summary>
    public bool MayHaveDoubled { get; init; }

    public bool IsUnavailable => Undelivered > 0;
}
