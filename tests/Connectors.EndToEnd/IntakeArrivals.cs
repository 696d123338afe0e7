namespace Connectors.EndToEnd;

/// <summary>What arrived at the local intake, in numbers.</summary>
/// <param name="Events">Events that were taken.</param>
/// <param name="DistinctIds">Different record ids among them.</param>
/// <param name="Duplicates">Events whose record id was there already.</param>
/// <param name="WithoutId">Events without a record id.</param>
/// <param name="Refused">Events that an answer called bad.</param>
/// <param name="Dropped">Events that were left out although the answer said nothing of it.</param>
public sealed record IntakeArrivals(
    long Events, long DistinctIds, long Duplicates, long WithoutId, long Refused, long Dropped)
{
    /// <summary>Events that were taken otherwise than they were sent.</summary>
    public long Altered { get; init; }

    /// <summary>Events that were left out because they were there already, as the answer said.</summary>
    public long AlreadyThere { get; init; }

    /// <summary>Events that an answer called taken, and that went to a failure store.</summary>
    public long Diverted { get; init; }

    /// <summary>Size of the events that were taken, with their envelopes, before compression.</summary>
    public long Bytes { get; init; }

    public IntakeRequests Requests { get; init; } = new(0, new Dictionary<string, long>());

    public IReadOnlyDictionary<string, long> BySource { get; init; } = new Dictionary<string, long>();

    public IReadOnlyDictionary<string, long> BySourcetype { get; init; } = new Dictionary<string, long>();

    /// <summary>The earliest time of an event, RFC 3339; null when none had one.</summary>
    public string? FirstEventTime { get; init; }

    /// <summary>The latest time of an event, RFC 3339; null when none had one.</summary>
    public string? LastEventTime { get; init; }

    /// <summary>The same by destination; empty where only one was asked for.</summary>
    public IReadOnlyDictionary<string, IntakeArrivals> ByDestination { get; init; } =
        new Dictionary<string, IntakeArrivals>();
}

/// <summary>The delivery requests.</summary>
/// <param name="Total">All of them.</param>
/// <param name="ByStatus">By HTTP status; where the connection was cut, by how.</param>
public sealed record IntakeRequests(long Total, IReadOnlyDictionary<string, long> ByStatus)
{
    /// <summary>By what compressed the body.</summary>
    public IReadOnlyDictionary<string, long> ByEncoding { get; init; } = new Dictionary<string, long>();
}
