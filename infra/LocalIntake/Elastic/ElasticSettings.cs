using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>Which of the two products with a bulk API is stood in for.</summary>
internal enum ElasticFlavour
{
    Elasticsearch,
    OpenSearch,
}

/// <summary>How the cluster is set up.</summary>
internal sealed record ElasticSettings : ISettings<ElasticSettings>
{
    // http.max_content_length, 100mb: https://www.elastic.co/docs/reference/elasticsearch/configuration-reference/
    // networking-settings. OpenSearch has the same.
    private const int DefaultMaxBodyBytes = 100 * 1024 * 1024;
    private const int MostMaxBodyBytes = 2_000_000_000; // what fits into one array

    internal ElasticFlavour Flavour { get; init; } = ElasticFlavour.Elasticsearch;

    /// <summary>API keys, each <c>id:key</c>, as they are before base64. Elasticsearch only.</summary>
    internal IReadOnlyList<string> ApiKeys { get; init; } = ["local-intake-id:local-intake-key"];

    /// <summary>Users, each <c>name:password</c>.</summary>
    internal IReadOnlyList<string> Users { get; init; } = ["elastic:local-intake-password"];

    internal int MaxBodyBytes { get; init; } = DefaultMaxBodyBytes;

    /// <summary>
    /// Whether a document that does not fit its data stream goes to the failure store. Elasticsearch only.
    /// </summary>
    internal bool UsesFailureStore { get; init; }

    /// <summary>Every so many-th item is rejected for want of room, counted over all requests; 0 for none.</summary>
    internal int RejectEvery { get; init; }

    internal bool IsOpenSearch => Flavour == ElasticFlavour.OpenSearch;

    public static ElasticSettings Read(MemberReader members, ElasticSettings current) => new()
    {
        Flavour = members.Choice("flavour", current.Flavour),
        ApiKeys = members.Texts("apiKeys", current.ApiKeys),
        Users = members.Texts("users", current.Users),
        MaxBodyBytes = members.Whole("maxBodyBytes", current.MaxBodyBytes, 1, MostMaxBodyBytes),
        UsesFailureStore = members.Flag("usesFailureStore", current.UsesFailureStore),
        RejectEvery = members.Whole("rejectEvery", current.RejectEvery, 0, int.MaxValue),
    };

    public JObject ToJson() => new()
    {
        ["flavour"] = IsOpenSearch ? "opensearch" : "elasticsearch",
        ["apiKeys"] = new JArray(ApiKeys),
        ["users"] = new JArray(Users),
        ["maxBodyBytes"] = MaxBodyBytes,
        ["usesFailureStore"] = UsesFailureStore,
        ["rejectEvery"] = RejectEvery,
    };
}
