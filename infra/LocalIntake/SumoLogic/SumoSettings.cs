using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>How the HTTP source of Sumo Logic is set up.</summary>
internal sealed record SumoSettings : ISettings<SumoSettings>
{
    // "Up to but not exceeding 1MB" before compression, as the source's own page says; what happens beyond, it does
    // not. https://help.sumologic.com/docs/send-data/hosted-collectors/http-source/logs-metrics/
    private const int AdvisedMaxBodyBytes = 1_000_000;
    private const int MostMaxBodyBytes = 2_000_000_000; // what fits into one array

    /// <summary>The last part of the sources' URLs.</summary>
    internal IReadOnlyList<string> Tokens { get; init; } = ["local-intake-source"];

    internal int MaxBodyBytes { get; init; } = AdvisedMaxBodyBytes;

    /// <summary>The fields that are defined; empty for all. Others are silently left out.</summary>
    internal IReadOnlyList<string> Fields { get; init; } = [];

    /// <summary>Whether the ingest budget is used up: everything is answered with 200 and thrown away.</summary>
    internal bool IsOverBudget { get; init; }

    public static SumoSettings Read(MemberReader members, SumoSettings current) => new()
    {
        Tokens = members.Texts("tokens", current.Tokens),
        MaxBodyBytes = members.Whole("maxBodyBytes", current.MaxBodyBytes, 1, MostMaxBodyBytes),
        Fields = members.Texts("fields", current.Fields),
        IsOverBudget = members.Flag("isOverBudget", current.IsOverBudget),
    };

    public JObject ToJson() => new()
    {
        ["tokens"] = new JArray(Tokens),
        ["maxBodyBytes"] = MaxBodyBytes,
        ["fields"] = new JArray(Fields),
        ["isOverBudget"] = IsOverBudget,
    };
}
