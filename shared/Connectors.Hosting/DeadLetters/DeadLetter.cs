using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Why one record could not be delivered.</summary>
/// <param name="Location">Where it stood in its object.</param>
/// <param name="Reason">Why.</param>
public sealed record DeadLetter(RecordLocation Location, RejectionReason Reason)
{
    /// <summary>The reason in words, with the place inside the record; never anything of the record.</summary>
    public string Detail { get; init; } = "";

    /// <summary>The destination's status or code, where it was asked: <c>400/6</c>.</summary>
    public string Status { get; init; } = "";

    /// <summary>Requests that carried the record's payload.</summary>
    public int Attempts { get; init; }

    /// <summary>When the event was, if known.</summary>
    public EventTime? Time { get; init; }

    /// <summary>Bytes of the record in its object.</summary>
    public long RecordBytes { get; init; }
}
