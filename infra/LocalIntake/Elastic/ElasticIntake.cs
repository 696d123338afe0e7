using System.Diagnostics;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>
/// Stands in for the bulk API of Elasticsearch and of OpenSearch, and for the templates, pipelines and data streams
/// that it needs: each item has its own result, and an id is taken once in each backing index.
/// </summary>
internal sealed class ElasticIntake : IIntake
{
    private readonly LiveSettings<ElasticSettings> settings;
    private readonly ElasticAssets assets = new();
    private readonly ElasticTargets targets;
    private long itemNumber;

    internal ElasticIntake(ArrivalLog arrivals, LiveSettings<ElasticSettings> settings, TimeProvider time)
    {
        Arrivals = arrivals;
        this.settings = settings;
        targets = new ElasticTargets(assets, time);
    }

    public ArrivalLog Arrivals { get; }

    public bool IsDelivery(HttpRequest request) =>
        request.Path.Value!.EndsWith("/_bulk", StringComparison.Ordinal)
        && (HttpMethods.IsPost(request.Method) || HttpMethods.IsPut(request.Method));

    public async Task<IntakeReply> AnswerAsync(HttpRequest request)
    {
        ElasticSettings current = settings.Current;
        var replies = new ElasticReplies(request, current.IsOpenSearch);
        if (ElasticAuthorization.Refuse(request, current, replies) is { } refusal)
        {
            return refusal;
        }

        string[] parts = request.Path.Value!.Trim('/').Split('/');
        return (parts, request.Method) switch
        {
            ([""], "GET" or "HEAD") => replies.Ok(ClusterDocument.Write(current.IsOpenSearch)),
            (["_index_template" or "_component_template", ..] or ["_ingest", "pipeline", ..], _) =>
                await new AssetEndpoint(assets, replies, current.IsOpenSearch).AnswerAsync(request, parts),
            (["_data_stream", var pattern], "GET") => Under(() => ListStreams(replies, pattern)),
            (["_cluster", "health"], "GET") => replies.Ok(new JObject { ["status"] = "green" }),
            ([var name, "_rollover"], "POST") => Under(() => RollOver(replies, name, current.IsOpenSearch)),
            _ => replies.BadRequest($"no handler found for uri [{request.Path}] and method [{request.Method}]"),
        };
    }

    public Task<IntakeReply> FailAsync(HttpRequest request, Fault fault) =>
        Task.FromResult(new ElasticReplies(request, settings.Current.IsOpenSearch).OfFault(fault.End));

    public async Task<IntakeReply> DeliverAsync(HttpRequest request, Fault fault)
    {
        ElasticSettings current = settings.Current;
        var replies = new ElasticReplies(request, current.IsOpenSearch);
        var head = new BulkHead(request, current.IsOpenSearch);
        if ((ElasticAuthorization.Refuse(request, current, replies) ?? head.Refuse(replies)) is { } refusal)
        {
            return refusal;
        }

        using RequestBody body = await ContentCoding.ReadAsync(request, current.MaxBodyBytes);
        if (body.State != BodyState.Whole)
        {
            return body.State == BodyState.TooLarge
                ? replies.TooLarge()
                : replies.BadRequest("the body cannot be decompressed");
        }

        var bulk = new BulkReader(body.Bytes, head.Usual);
        if (bulk.Read() is var (type, reason))
        {
            return replies.Error(StatusCodes.Status400BadRequest, type, reason);
        }

        long started = Stopwatch.GetTimestamp();
        IReadOnlyList<BulkItem> items = Under(() => Do(bulk.Actions, current, fault));
        return replies.Ok(BulkReply.Write(items, Stopwatch.GetElapsedTime(started)));
    }

    /// <summary>Begins a new backing index for every data stream.</summary>
    internal int RollOverAll() => Under(() =>
    {
        ElasticTarget[] streams = [.. targets.DataStreams("*")];
        foreach (ElasticTarget stream in streams)
        {
            targets.RollOver(stream, settings.Current.IsOpenSearch);
        }

        return streams.Length;
    });

    /// <summary>Forgets every document, and the indices and data streams with them.</summary>
    internal void ForgetDocuments() => Under(() =>
    {
        targets.Clear();
        itemNumber = 0;
        return 0;
    });

    /// <summary>Forgets templates and pipelines too.</summary>
    internal void ForgetAll()
    {
        ForgetDocuments();
        assets.Clear();
    }

    private List<BulkItem> Do(IReadOnlyList<BulkAction> actions, ElasticSettings current, Fault fault)
    {
        var execution = new BulkExecution(current, targets, assets, fault);
        List<BulkItem> items = [.. actions.Select(action => execution.Do(action, ++itemNumber))];
        Arrivals.Add(execution.Batch);
        return items;
    }

    private IntakeReply ListStreams(ElasticReplies replies, string pattern)
    {
        ElasticTarget[] streams = [.. targets.DataStreams(pattern)];
        return streams.Length == 0 && !pattern.Contains('*', StringComparison.Ordinal)
            ? replies.Error(
                StatusCodes.Status404NotFound, "index_not_found_exception", $"no such index [{pattern}]")
            : replies.Ok(new JObject { ["data_streams"] = new JArray(streams.Select(ClusterDocument.Write)) });
    }

    private IntakeReply RollOver(ElasticReplies replies, string name, bool isOpenSearch)
    {
        if (targets.Find(name) is not { IsDataStream: true } stream)
        {
            return replies.BadRequest($"rollover target [{name}] does not exist");
        }

        string old = stream.Indices[^1];
        targets.RollOver(stream, isOpenSearch);
        return replies.Ok(new JObject
        {
            ["acknowledged"] = true, ["old_index"] = old, ["new_index"] = stream.Indices[^1], ["rolled_over"] = true,
        });
    }

    private T Under<T>(Func<T> action)
    {
        lock (targets.Gate)
        {
            return action();
        }
    }
}
