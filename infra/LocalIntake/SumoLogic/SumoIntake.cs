namespace LocalIntake;

/// <summary>
/// Stands in for an HTTP source of Sumo Logic: its URL is its secret, a body is lines, and hardly anything is refused:
/// what does not fit is sliced or left out without a word.
/// </summary>
internal sealed class SumoIntake(ArrivalLog arrivals, LiveSettings<SumoSettings> settings) : IIntake
{
    private const string Path = "/receiver/v1/http/";

    public ArrivalLog Arrivals { get; } = arrivals;

    public bool IsDelivery(HttpRequest request) => IsSource(request) && HttpMethods.IsPost(request.Method);

    public Task<IntakeReply> AnswerAsync(HttpRequest request) => Task.FromResult(
        !IsSource(request) ? SumoReply.Error(StatusCodes.Status404NotFound, "not.found", "There is no such path.")
        : SumoReply.NotAllowed);

    public async Task<IntakeReply> DeliverAsync(HttpRequest request, Fault fault)
    {
        SumoSettings current = settings.Current;
        using RequestBody? body = await ReadAsync(request, current);
        if (body is null || RefuseBody(body) is not null)
        {
            return body is null ? RefuseHead(request, current)! : RefuseBody(body)!;
        }

        var lines = new SumoLineReader(body.Bytes, SumoHeaders.Read(request, current), fault.Refused);
        if (current.IsOverBudget)
        {
            lines.Drop();
        }
        else
        {
            lines.ReadAll();
        }

        Arrivals.Add(lines.Batch);
        return lines.Batch.Refused > 0 ? SumoReply.Troubled($"{lines.Batch.Refused} messages were left out.")
            : fault.IsNearLimit || fault.End.Code is not null ? SumoReply.Troubled("The quota is nearly used up.")
            : SumoReply.Ok;
    }

    // 408 says that time ran out while the body was read: what was read is taken.
    public async Task<IntakeReply> FailAsync(HttpRequest request, Fault fault)
    {
        SumoSettings current = settings.Current;
        if (fault.End.Status == StatusCodes.Status408RequestTimeout)
        {
            using RequestBody? body = await ReadAsync(request, current);
            if (body is { State: BodyState.Whole })
            {
                var lines = new SumoLineReader(body.Bytes, SumoHeaders.Read(request, current), fault.Refused);
                lines.ReadHalf();
                Arrivals.Add(lines.Batch);
            }
        }

        return SumoReply.OfFault(fault.End);
    }

    // Null: what stands before the body is refused.
    private static async Task<RequestBody?> ReadAsync(HttpRequest request, SumoSettings settings) =>
        RefuseHead(request, settings) is null ? await ContentCoding.ReadAsync(request, settings.MaxBodyBytes) : null;

    private static IntakeReply? RefuseHead(HttpRequest request, SumoSettings settings)
    {
        if (!settings.Tokens.Contains(request.Path.Value![Path.Length..]))
        {
            return SumoReply.Unknown;
        }

        if (!ContentCoding.IsTaken(request, "gzip", "deflate", "zstd"))
        {
            return SumoReply.Error(
                StatusCodes.Status415UnsupportedMediaType, "encoding", "Only gzip, deflate and zstd are understood.");
        }

        return SumoHeaders.Refuse(request) is { } problem
            ? SumoReply.Error(StatusCodes.Status400BadRequest, "header", problem)
            : null;
    }

    private static IntakeReply? RefuseBody(RequestBody body) => body.State switch
    {
        BodyState.Whole => null,
        BodyState.TooLarge =>
            SumoReply.Error(StatusCodes.Status413PayloadTooLarge, "too.large", "A request has 1 MB at most."),
        _ => SumoReply.Error(StatusCodes.Status400BadRequest, "encoding", "The body cannot be decompressed."),
    };

    private static bool IsSource(HttpRequest request) =>
        request.Path.Value is { } path && path.StartsWith(Path, StringComparison.Ordinal);
}
