namespace LocalIntake;

/// <summary>One event that an intake took. Its bytes belong to the request's buffer and live as long as that.</summary>
internal readonly record struct Arrival
{
    /// <summary>The event as it was received, with its envelope.</summary>
    internal required ReadOnlyMemory<byte> Received { get; init; }

    /// <summary>Whether <see cref="Received"/> is JSON; else it is a line of text.</summary>
    internal required bool IsJson { get; init; }

    /// <summary>The record id that the sender gave it; empty when it has none.</summary>
    internal ReadOnlyMemory<byte> Id { get; init; }

    /// <summary>Seconds since 1970, if the sender said.</summary>
    internal decimal? Time { get; init; }

    /// <summary>Where the sender says that it is from: for a connector, its dataset.</summary>
    internal string Source { get; init; }

    internal string Sourcetype { get; init; }
}

/// <summary>What came of the events of one request.</summary>
internal sealed class ArrivalBatch
{
    /// <summary>The events that were taken, in order.</summary>
    internal List<Arrival> Taken { get; } = [];

    /// <summary>Events that the answer calls bad.</summary>
    internal int Refused { get; set; }

    /// <summary>Events that were left out although the answer says nothing of it.</summary>
    internal int Dropped { get; set; }

    /// <summary>
    /// Events that were taken otherwise than they were sent: cut off, sliced, or less some of their fields.
    /// </summary>
    internal int Altered { get; set; }

    /// <summary>Events that were left out because they were there already, as the answer says.</summary>
    internal int AlreadyThere { get; set; }

    /// <summary>Events that the answer calls taken, and that went where nobody looks: a failure store.</summary>
    internal int Diverted { get; set; }
}
