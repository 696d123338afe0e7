namespace LocalIntake;

/// <summary>
/// Stands in for Datadog's log intake. What Datadog refuses it refuses; what Datadog accepts and then cuts off or
/// throws away, it cuts off and throws away.
/// </summary>
internal sealed class DatadogIntake(
    ArrivalLog arrivals, LiveSettings<DatadogSettings> settings, TimeProvider time) : IIntake
{
    private const string KeyHeader = "DD-API-KEY";
    private const string Json = "application/json";

    public ArrivalLog Arrivals { get; } = arrivals;

    public bool IsDelivery(HttpRequest request) => VersionOf(request) > 0 && HttpMethods.IsPost(request.Method);

    public Task<IntakeReply> AnswerAsync(HttpRequest request) => Task.FromResult(request.Path.Value switch
    {
        "/api/v1/validate" when HttpMethods.IsGet(request.Method) => DatadogReply.Validated(HasGoodKey(request)),
        _ when VersionOf(request) > 0 => DatadogReply.NotAllowed,
        _ => DatadogReply.NotFound,
    });

    public Task<IntakeReply> FailAsync(HttpRequest request, Fault fault) => Task.FromResult(
        DatadogReply.Error(VersionOf(request), fault.End.Status, "Fault on demand") with
        {
            RetryAfter = fault.End.RetryAfter,
        });

    public async Task<IntakeReply> DeliverAsync(HttpRequest request, Fault fault)
    {
        int version = VersionOf(request);
        DatadogSettings current = settings.Current;
        if (RefuseHead(request) is var (status, detail))
        {
            return DatadogReply.Error(version, status, detail);
        }

        using RequestBody body = await ContentCoding.ReadAsync(request, current.MaxBodyBytes);
        if (RefuseBody(body) is var (bodyStatus, bodyDetail))
        {
            return DatadogReply.Error(version, bodyStatus, bodyDetail);
        }

        var entries = new DatadogEntryReader(body.Bytes, new DatadogRules(current, time.GetUtcNow(), fault.Refused));
        string? problem = entries.Read();
        Arrivals.Add(entries.Batch);
        return problem is null
            ? DatadogReply.Accepted(version)
            : DatadogReply.Error(version, StatusCodes.Status400BadRequest, problem);
    }

    // 401 is a key that is not there, 403 one that is wrong.
    private (int Status, string Detail)? RefuseHead(HttpRequest request)
    {
        if (request.Headers[KeyHeader].ToString().Length == 0)
        {
            return (StatusCodes.Status401Unauthorized, $"{KeyHeader} is missing");
        }

        return HasGoodKey(request) switch
        {
            false => (StatusCodes.Status403Forbidden, $"{KeyHeader} is invalid"),
            _ when !ContentCoding.IsTaken(request, "gzip", "deflate", "zstd") =>
                (StatusCodes.Status400BadRequest, "Content-Encoding must be gzip, deflate or zstd"),
            _ when request.ContentType?.Split(';')[0] != Json =>
                (StatusCodes.Status400BadRequest, $"Content-Type must be {Json}"),
            _ => null,
        };
    }

    private static (int Status, string Detail)? RefuseBody(RequestBody body) => body.State switch
    {
        BodyState.Whole => null,
        BodyState.TooLarge => (StatusCodes.Status413PayloadTooLarge, "The payload is larger than it may be"),
        _ => (StatusCodes.Status400BadRequest, "The payload cannot be decompressed"),
    };

    private bool HasGoodKey(HttpRequest request) =>
        settings.Current.ApiKeys.Contains(request.Headers[KeyHeader].ToString());

    // 0: no route of the log intake.
    private static int VersionOf(HttpRequest request) => request.Path.Value switch
    {
        "/api/v2/logs" => 2,
        "/v1/input" => 1,
        _ => 0,
    };
}
