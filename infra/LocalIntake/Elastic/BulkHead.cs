namespace LocalIntake;

/// <summary>What stands before the body of a bulk request: its path, its parameters, its headers.</summary>
internal sealed class BulkHead(HttpRequest request, bool isOpenSearch)
{
    // https://github.com/elastic/elasticsearch-specification/blob/main/specification/_global/bulk/BulkRequest.ts
    private static readonly string[] Known =
    [
        "filter_path", "pretty", "human", "error_trace", "format", "pipeline", "refresh", "routing", "timeout",
        "wait_for_active_shards", "require_alias", "_source", "_source_includes", "_source_excludes",
    ];

    private static readonly string[] KnownToElasticsearch =
        ["require_data_stream", "include_source_on_error", "list_executed_pipelines"];

    // https://docs.opensearch.org/latest/api-reference/document-apis/bulk/
    private static readonly string[] KnownToOpenSearch = ["batch_size"];

    private static readonly string[] Types = ["application/json", "application/x-ndjson"];

    // Elasticsearch 9 talks to clients of version 8 and 9.
    private static readonly string[] VendorTypes =
    [
        "application/vnd.elasticsearch+json;compatible-with=8", "application/vnd.elasticsearch+json;compatible-with=9",
        "application/vnd.elasticsearch+x-ndjson;compatible-with=8",
        "application/vnd.elasticsearch+x-ndjson;compatible-with=9",
    ];

    /// <summary>What an action has that does not say it.</summary>
    internal BulkAction Usual => new("")
    {
        Index = request.Path.Value!.Trim('/').Split('/') is [var index, "_bulk"] ? index : "",
        Pipeline = request.Query.TryGetValue("pipeline", out var pipeline) ? pipeline.ToString() : null,
        RequiresDataStream = request.Query["require_data_stream"].ToString() is "true",
    };

    /// <returns>The refusal; null when all is good.</returns>
    internal IntakeReply? Refuse(ElasticReplies replies)
    {
        string type = request.ContentType?.Replace(" ", "", StringComparison.Ordinal) ?? "";
        bool isVendor = !isOpenSearch && VendorTypes.Contains(type);
        if (!isVendor && !Types.Contains(type.Split(';')[0]))
        {
            return replies.WrongContent("Content-Type", request.ContentType ?? "");
        }

        if (!ContentCoding.IsTaken(request, "gzip"))
        {
            return replies.WrongContent("Content-Encoding", request.Headers.ContentEncoding.ToString());
        }

        IEnumerable<string> known = Known.Concat(isOpenSearch ? KnownToOpenSearch : KnownToElasticsearch);
        return request.Query.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? replies.BadRequest($"request [{request.Path}] contains unrecognized parameter: [{unknown}]")
            : null;
    }
}
