namespace LocalIntake;

/// <summary>What stands in one entry, and what is wrong with it.</summary>
internal struct DatadogEntry
{
    internal bool HasMessage;
    internal bool HasWrongMember;
    internal bool IsBeyondAttributeLimits;
    internal bool HasUnreadableTime;
    internal decimal? Time;
    internal string? Service;
    internal string? Source;

    /// <summary>The record id.</summary>
    internal ReadOnlyMemory<byte> Id;

    /// <summary>Where the record id ends, in bytes from the entry's beginning: an id behind a cut is lost.</summary>
    internal int IdEnd;
}

/// <summary>Decides what Datadog does with one entry.</summary>
internal sealed record DatadogRules(DatadogSettings Settings, DateTimeOffset Now, RefusedIds Refused)
{
    // A request has at most so many entries: https://docs.datadoghq.com/api/latest/logs/send-logs/.
    internal const int MaxEntries = 1_000;

    // From a practitioner's notes, https://github.com/yafernandes/datadog: what lies beyond counts as altered here.
    internal const int MaxAttributes = 256;
    internal const int MaxDepth = 10;
    internal const int MaxKeyLetters = 50;

    /// <summary>What to say of an entry that makes the whole request bad; null when it is good.</summary>
    internal string? Refuse(in DatadogEntry entry) => entry switch
    {
        { HasWrongMember: true } => "message, ddsource, ddtags, hostname and service must be texts",
        { HasMessage: false } => "message is required",
        _ when Refused.Contains(entry.Id.Span) => "Fault on demand",
        _ => null,
    };

    /// <summary>Whether the event is accepted and then thrown away for its time.</summary>
    internal bool IsDropped(in DatadogEntry entry)
    {
        if (entry.Time is not { } time)
        {
            return false;
        }

        decimal now = Now.ToUnixTimeMilliseconds() / 1000m;
        return (Settings.MaxAgeHours > 0 && time < now - (Settings.MaxAgeHours * 3600m))
            || (Settings.MaxAheadHours > 0 && time > now + (Settings.MaxAheadHours * 3600m));
    }
}
