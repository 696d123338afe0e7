using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// Takes the records of an object, one after the other. What needs waiting is done between two of them, so that a
/// record never has to outlive the buffer that it lies in.
/// </summary>
internal interface IRecordTaker
{
    /// <summary>Why reading on makes no sense; null while it does.</summary>
    Problem? StopReason { get; }

    /// <summary>Whether another record would be taken.</summary>
    bool WantsMore => StopReason is null;

    /// <summary>Whether <see cref="WorkAsync"/> must run before the next record comes.</summary>
    bool HasWork { get; }

    /// <summary>Takes one record.</summary>
    void Take(in RawRecord record);

    /// <summary>Does what cannot be done while a record is held: starts a delivery, stores dead letters.</summary>
    Task WorkAsync(CancellationToken cancel);

    /// <summary>Does what is left, and waits until everything is known.</summary>
    Task FinishAsync(CancellationToken cancel);
}
