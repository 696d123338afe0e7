using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>What the cluster tells of itself and of its data streams.</summary>
internal static class ClusterDocument
{
    internal static JObject Write(bool isOpenSearch) => new()
    {
        ["name"] = "local-intake",
        ["cluster_name"] = "local-intake",
        ["cluster_uuid"] = "local-intake-cluster00",
        ["version"] = isOpenSearch
            ? new JObject
            {
                ["distribution"] = "opensearch",
                ["number"] = "3.3.0",
                ["minimum_wire_compatibility_version"] = "2.19.0",
                ["minimum_index_compatibility_version"] = "2.0.0",
            }
            : new JObject
            {
                ["number"] = "9.2.0",
                ["build_flavor"] = "default",
                ["minimum_wire_compatibility_version"] = "8.19.0",
                ["minimum_index_compatibility_version"] = "8.0.0",
            },
        ["tagline"] = isOpenSearch
            ? "The OpenSearch Project: https://opensearch.org/"
            : "You Know, for Search",
    };

    internal static JObject Write(ElasticTarget stream) => new()
    {
        ["name"] = stream.Name,
        ["timestamp_field"] = new JObject { ["name"] = stream.TimestampField },
        ["indices"] = new JArray(stream.Indices.Select(index => new JObject { ["index_name"] = index })),
        ["generation"] = stream.Generation,
        ["status"] = "GREEN",
    };
}
