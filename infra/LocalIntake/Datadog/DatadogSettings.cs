using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>How Datadog's intake is set up.</summary>
/// <remarks>
/// Source of the limits: https://docs.datadoghq.com/api/latest/logs/send-logs/. It says 5MB, 1MB and "up to 18 hours in
/// the past"; that two hours ahead is the other end, https://github.com/yafernandes/datadog notes. A megabyte is read
/// as the smaller of its two meanings.
/// </remarks>
internal sealed record DatadogSettings : ISettings<DatadogSettings>
{
    private const int MaxBytes = 5_000_000;
    private const int MaxBytesOfEntry = 1_000_000;
    private const int MostHours = 1_000_000;
    private const int MostMaxBodyBytes = 2_000_000_000; // what fits into one array

    internal IReadOnlyList<string> ApiKeys { get; init; } = ["local-intake-key"];

    internal int MaxBodyBytes { get; init; } = MaxBytes;

    internal int MaxEntryBytes { get; init; } = MaxBytesOfEntry;

    /// <summary>How old an event may be; 0 for any age.</summary>
    internal int MaxAgeHours { get; init; } = 18;

    /// <summary>How far ahead an event's time may lie; 0 for any distance.</summary>
    internal int MaxAheadHours { get; init; } = 2;

    public static DatadogSettings Read(MemberReader members, DatadogSettings current) => new()
    {
        ApiKeys = members.Texts("apiKeys", current.ApiKeys),
        MaxBodyBytes = members.Whole("maxBodyBytes", current.MaxBodyBytes, 1, MostMaxBodyBytes),
        MaxEntryBytes = members.Whole("maxEntryBytes", current.MaxEntryBytes, 1, MostMaxBodyBytes),
        MaxAgeHours = members.Whole("maxAgeHours", current.MaxAgeHours, 0, MostHours),
        MaxAheadHours = members.Whole("maxAheadHours", current.MaxAheadHours, 0, MostHours),
    };

    public JObject ToJson() => new()
    {
        ["apiKeys"] = new JArray(ApiKeys),
        ["maxBodyBytes"] = MaxBodyBytes,
        ["maxEntryBytes"] = MaxEntryBytes,
        ["maxAgeHours"] = MaxAgeHours,
        ["maxAheadHours"] = MaxAheadHours,
    };
}
