namespace Connectors.Hosting;

/// <summary>How far an object has come: where the next run begins, and what became of the lines before.</summary>
/// <param name="NextLine">The first line (as in <see cref="Records.RecordLocation"/>) that nobody has taken.</param>
/// <param name="Identity">Version or etag of the object that those lines came from; no other may be continued.</param>
public sealed record Continuation(long NextLine, string Identity)
{
    /// <summary>How many runs there were.</summary>
    public int Runs { get; init; } = 1;

    public long RecordsRead { get; init; }

    public long Delivered { get; init; }

    public long Duplicates { get; init; }

    public long Filtered { get; init; }

    public long SampledOut { get; init; }

    public long DeadLettered { get; init; }

    public long Payloads { get; init; }

    public long Attempts { get; init; }

    public bool MayHaveDoubled { get; init; }

    /// <summary>Whether every line that was read is in one count.</summary>
    public bool IsBalanced =>
        RecordsRead == Delivered + Duplicates + Filtered + SampledOut + DeadLettered && RecordsRead >= 0;
}
