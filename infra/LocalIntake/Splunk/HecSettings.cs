using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>Which of Splunk's two products is stood in for: they differ in limits and codes.</summary>
internal enum HecFlavour
{
    Enterprise,
    Cloud,
}

/// <summary>How the collector is set up.</summary>
internal sealed record HecSettings : ISettings<HecSettings>
{
    // What limits.conf [http_input] max_content_length was on Splunk Enterprise 10.4.3, in bytes.
    private const int EnterpriseMaxBodyBytes = 838_860_800;

    /// <summary>
    /// The longest body that Splunk Cloud 10.5 was seen to take, in bytes. It refused 6,000,000; where between them the
    /// limit is, and whether it counts before or after compression, nobody told: the stricter reading is taken of both.
    /// </summary>
    private const int CloudMaxBodyBytes = 5_242_881;

    private const int HighestMaxBodyBytes = 2_000_000_000; // what fits into one array
    private const int HighestAckDelayMs = 600_000;

    internal HecFlavour Flavour { get; init; } = HecFlavour.Enterprise;

    internal IReadOnlyList<string> Tokens { get; init; } = ["local-intake-token"];

    internal IReadOnlyList<string> DisabledTokens { get; init; } = [];

    /// <summary>Whether tokens have indexer acknowledgement.</summary>
    internal bool UsesAck { get; init; }

    /// <summary>The indexes that tokens may write to; empty for all.</summary>
    internal IReadOnlyList<string> Indexes { get; init; } = [];

    internal int MaxBodyBytes { get; init; } = EnterpriseMaxBodyBytes;

    /// <summary>How long after a delivery its acknowledgement comes.</summary>
    internal int AckDelayMs { get; init; } = 1_000;

    internal bool IsCloud => Flavour == HecFlavour.Cloud;

    /// <summary>The longest body that is taken, after decompression.</summary>
    internal int BodyLimit => IsCloud ? Math.Min(CloudMaxBodyBytes, MaxBodyBytes) : MaxBodyBytes;

    public static HecSettings Read(MemberReader members, HecSettings current) => new()
    {
        Flavour = members.Choice("flavour", current.Flavour),
        Tokens = members.Texts("tokens", current.Tokens),
        DisabledTokens = members.Texts("disabledTokens", current.DisabledTokens),
        UsesAck = members.Flag("usesAck", current.UsesAck),
        Indexes = members.Texts("indexes", current.Indexes),
        MaxBodyBytes = members.Whole("maxBodyBytes", current.MaxBodyBytes, 1, HighestMaxBodyBytes),
        AckDelayMs = members.Whole("ackDelayMs", current.AckDelayMs, 0, HighestAckDelayMs),
    };

    public JObject ToJson() => new()
    {
        ["flavour"] = IsCloud ? "cloud" : "enterprise",
        ["tokens"] = new JArray(Tokens),
        ["disabledTokens"] = new JArray(DisabledTokens),
        ["usesAck"] = UsesAck,
        ["indexes"] = new JArray(Indexes),
        ["maxBodyBytes"] = MaxBodyBytes,
        ["ackDelayMs"] = AckDelayMs,
    };
}
