using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>The answer to a bulk request: an item for each action, in order.</summary>
/// <remarks>Source: https://github.com/elastic/elasticsearch-specification, _global/bulk.</remarks>
internal static class BulkReply
{
    internal static JObject Write(IReadOnlyList<BulkItem> items, TimeSpan took) => new()
    {
        ["errors"] = items.Any(item => item.Error is not null),
        ["took"] = (long)took.TotalMilliseconds,
        ["items"] = new JArray(items.Select(item => new JObject { [item.Action.Operation] = Write(item) })),
    };

    private static JObject Write(BulkItem item)
    {
        var written = new JObject { ["_index"] = item.Index, ["_id"] = item.Id.Length == 0 ? null : item.Id };
        if (item.Error is { } error)
        {
            written["status"] = item.Status;
            written["error"] = Write(error);
        }
        else
        {
            written["_version"] = 1;
            written["result"] = "created";
            written["_shards"] = new JObject { ["total"] = 1, ["successful"] = 1, ["failed"] = 0 };
            written["_seq_no"] = item.Sequence;
            written["_primary_term"] = 1;
            written["status"] = item.Status;
        }

        if (item.FailureStore is { } used)
        {
            written["failure_store"] = used;
        }

        return written;
    }

    private static JObject Write(ItemError error)
    {
        var written = new JObject { ["type"] = error.Type, ["reason"] = error.Reason };
        if (error.Cause is { } cause)
        {
            written["caused_by"] = Write(cause);
        }

        return written;
    }
}
