namespace LocalIntake;

/// <summary>Does the actions of one bulk request, one by one. Not for several threads.</summary>
internal sealed class BulkExecution(ElasticSettings settings, ElasticTargets targets, ElasticAssets assets, Fault fault)
{
    private const string NoPipeline = "_none";

    private readonly Dictionary<string, DocumentCheck> checks = [];
    private decimal? time; // of the document that was checked last

    /// <summary>What came of the documents.</summary>
    internal ArrivalBatch Batch { get; } = new();

    /// <param name="action">The action.</param>
    /// <param name="number">Its number among all that ever came, from 1.</param>
    internal BulkItem Do(BulkAction action, long number)
    {
        if (settings.RejectEvery > 0 && number % settings.RejectEvery == 0)
        {
            return Failed(action, action.Index, new ItemError(
                StatusCodes.Status429TooManyRequests,
                ElasticReplies.RejectedType(settings.IsOpenSearch),
                "rejected execution of primary operation [max_primary_bytes=0]"));
        }

        if (RefuseName(action) is { } nameless)
        {
            return Failed(action, action.Index, nameless);
        }

        ElasticTarget target = targets.Open(action.Index, settings.IsOpenSearch);
        ItemError? error = RefuseOperation(action, target) ?? RefusePipeline(action) ?? CheckDocument(action, target);
        return error is null ? Write(action, target) : Fail(action, target, error);
    }

    private ItemError? RefuseName(BulkAction action)
    {
        if (!ElasticTargets.IsName(action.Index))
        {
            string reason = $"Invalid index name [{action.Index}]";
            return new ItemError(StatusCodes.Status400BadRequest, "invalid_index_name_exception", reason);
        }

        return action.RequiresDataStream && !targets.IsDataStream(action.Index, settings.IsOpenSearch)
            ? new ItemError(
                StatusCodes.Status404NotFound,
                "index_not_found_exception",
                $"no such index [{action.Index}] and [require_data_stream] request flag is [true] and "
                    + $"[{action.Index}] is not a data stream")
            : null;
    }

    private static ItemError? RefuseOperation(BulkAction action, ElasticTarget target) => action.Operation switch
    {
        "create" => null,
        _ when target.IsDataStream =>
            ItemError.Illegal("only write ops with an op_type of create are allowed in data streams"),
        "index" => null,
        _ => ItemError.Illegal($"the local intake has no [{action.Operation}]"),
    };

    private ItemError? RefusePipeline(BulkAction action) =>
        action.Pipeline is not { } name || name == NoPipeline || assets.Find(AssetKind.Pipeline, name) is not null
            ? null
            : ItemError.Illegal($"pipeline with id [{name}] does not exist");

    private ItemError? CheckDocument(BulkAction action, ElasticTarget target)
    {
        if (!checks.TryGetValue(target.Name, out DocumentCheck? check))
        {
            checks[target.Name] = check =
                new DocumentCheck(target.Mapping, target.TimestampField, settings.IsOpenSearch);
        }

        ItemError? error = check.Check(action.Document.Span, action.IdText ?? "");
        time = check.Time;
        return error ?? (action.Id is { } id && fault.Refused.Contains(id.Span)
            ? ItemError.Unparsed(settings.IsOpenSearch, "[1:1] failed to parse: Fault on demand", "Fault on demand")
            : null);
    }

    private BulkItem Write(BulkAction action, ElasticTarget target)
    {
        string index = target.Indices[^1];
        string id = action.IdText ?? Guid.NewGuid().ToString("N")[..20];
        if (action.Id is { } given && !target.TryAdd(given.Span) && action.Operation == "create")
        {
            Batch.AlreadyThere++;
            return Failed(action, index, new ItemError(
                StatusCodes.Status409Conflict,
                "version_conflict_engine_exception",
                $"[{id}]: version conflict, document already exists (current version [1])"));
        }

        Batch.Taken.Add(new Arrival
        {
            Received = action.Document,
            IsJson = true,
            Id = action.Id ?? default,
            Time = time,
            Source = target.Name,
            Sourcetype = index,
        });
        return new BulkItem(action, index, id, StatusCodes.Status201Created) { Sequence = target.Sequence++ };
    }

    // A document that does not fit goes to the failure store, if there is one: the item is then a success.
    private BulkItem Fail(BulkAction action, ElasticTarget target, ItemError error)
    {
        string index = target.Indices[^1];
        bool isForStore = error.IsOfDocument && target.IsDataStream && !settings.IsOpenSearch;
        if (isForStore && settings.UsesFailureStore)
        {
            Batch.Diverted++;
            string store = $".fs-{index[".ds-".Length..]}";
            return new BulkItem(action, store, Guid.NewGuid().ToString("N")[..20], StatusCodes.Status201Created)
            {
                FailureStore = "used",
            };
        }

        return Failed(action, index, error) with { FailureStore = isForStore ? "not_enabled" : null };
    }

    private BulkItem Failed(BulkAction action, string index, ItemError error)
    {
        bool isForGood = error.Status is StatusCodes.Status400BadRequest or StatusCodes.Status404NotFound;
        Batch.Refused += isForGood ? 1 : 0;
        return new BulkItem(action, index, action.IdText ?? "", error.Status) { Error = error };
    }
}
