namespace Connectors.Hosting;

/// <summary>
/// What the files of one replay have in common: which letters are taken, and which were sent already. Not for several
/// threads.
/// </summary>
public sealed class ReplayScope
{
    private readonly HashSet<string> sent = new(StringComparer.Ordinal);

    /// <summary>The name of the only reason that is taken; null for every reason.</summary>
    public string? Reason { get; init; }

    /// <summary>How the URI of the object begins whose letters are taken; null for every object.</summary>
    public string? Object { get; init; }

    /// <summary>When the letters were written that are taken.</summary>
    internal TimeWindow Window { get; init; } = new(From: null, To: null);

    /// <summary>Letters that were not taken so far. A file that holds one is not done with.</summary>
    public long LeftAlone { get; private set; }

    /// <summary>Whether a letter is to be sent at all; counts it when it is not.</summary>
    internal bool Takes(in StoredLetter letter)
    {
        bool isWanted = (Reason is null || letter.Reason == Reason)
            && (Object is null || letter.Object.StartsWith(Object, StringComparison.Ordinal))
            && Window.Contains(letter.WrittenAt);
        LeftAlone += isWanted ? 0 : 1;
        return isWanted;
    }

    /// <summary>Whether a letter comes for the first time: after a redelivery, it stands in two files.</summary>
    internal bool IsFirst(in StoredLetter letter) => sent.Add(letter.RecordId);
}
