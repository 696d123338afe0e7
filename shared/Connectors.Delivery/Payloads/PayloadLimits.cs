namespace Connectors.Delivery;

/// <summary>What one request body may hold. Sizes are before compression.</summary>
/// <param name="FillBytes">A payload is sent when the next record would make it larger than this.</param>
/// <param name="MaxBytes">A record that is larger than this alone can never be delivered.</param>
/// <param name="MaxRecords">Records in one payload at most.</param>
public sealed record PayloadLimits(int FillBytes, int MaxBytes, int MaxRecords)
{
    /// <summary>
    /// The destination accepts events that are older than this, and drops them without a word. Null when it keeps all.
    /// </summary>
    public TimeSpan? OldestEvent { get; init; }

    /// <summary>Whether older events become dead letters; else they are sent all the same, and warned of.</summary>
    public bool RefusesOlder { get; init; }
}

/// <summary>What stands around and between the enveloped records of a body.</summary>
public sealed record PayloadFraming(byte[] Opening, byte[] Separator, byte[] Closing)
{
    /// <summary>One record a line, the last one too.</summary>
    public static PayloadFraming Lines { get; } = new([], "\n"u8.ToArray(), "\n"u8.ToArray());

    /// <summary>Bytes of a body besides its records and separators.</summary>
    internal int Bytes => Opening.Length + Closing.Length;
}
