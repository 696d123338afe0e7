namespace LocalIntake;

/// <summary>The knobs: what shall go wrong, and how often.</summary>
internal sealed record FaultSettings
{
    internal static FaultSettings None { get; } = new();

    /// <summary>Where chance begins: the same seed and the same order of requests give the same faults.</summary>
    internal int Seed { get; init; } = 1;

    /// <summary>What becomes of the next delivery requests, one by one, before chance decides again.</summary>
    internal IReadOnlyList<ScriptedFault> Script { get; init; } = [];

    internal IReadOnlyList<StatusFault> StatusProbability { get; init; } = [];

    /// <summary>How often a connection is cut while the body is under way: nothing is taken.</summary>
    internal double ResetProbability { get; init; }

    /// <summary>How often a connection is cut when all is taken, before the answer: what makes duplicates.</summary>
    internal double ResetAfterProbability { get; init; }

    /// <summary>How often an answer says that all was taken and the queue is nearly full.</summary>
    internal double NearLimitProbability { get; init; }

    internal int LeastLatencyMs { get; init; }

    internal int MostLatencyMs { get; init; }

    /// <summary>Refuses one of so many record ids, always the same ones; 0 for none.</summary>
    internal int RefuseEvery { get; init; }

    /// <summary>Whether every connection is cut.</summary>
    internal bool IsDown { get; init; }
}

/// <summary>How a request ends.</summary>
internal enum FaultKind
{
    /// <summary>As its content deserves.</summary>
    None,

    /// <summary>With an error status; nothing is taken.</summary>
    Status,

    /// <summary>With a connection cut while the body is under way; nothing is taken.</summary>
    Reset,

    /// <summary>With a connection cut when all is taken, before the answer.</summary>
    ResetAfter,
}

/// <summary>What becomes of one request.</summary>
internal sealed record ScriptedFault(FaultKind Kind)
{
    /// <summary>The status to answer, when it is an error; else 200.</summary>
    internal int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>The destination's own code; null for the one that goes with the status.</summary>
    internal int? Code { get; init; }

    /// <summary>The Retry-After header, as it shall be sent.</summary>
    internal string? RetryAfter { get; init; }
}

/// <summary>An error status, and how often it comes.</summary>
internal sealed record StatusFault(ScriptedFault Fault, double Probability);
