using System.Collections.Frozen;

namespace LocalIntake;

/// <summary>
/// Stands in for Splunk's HTTP Event Collector (HEC), Enterprise and Cloud. What Splunk refuses it refuses, what Splunk
/// silently drops it drops.
/// </summary>
internal sealed class HecIntake(ArrivalLog arrivals, LiveSettings<HecSettings> settings, TimeProvider time) : IIntake
{
    private static readonly FrozenDictionary<string, HecRoute> Routes = new Dictionary<string, HecRoute>
    {
        ["/services/collector"] = HecRoute.Event,
        ["/services/collector/event"] = HecRoute.Event,
        ["/services/collector/event/1.0"] = HecRoute.Event,
        ["/services/collector/raw"] = HecRoute.Raw,
        ["/services/collector/raw/1.0"] = HecRoute.Raw,
        ["/services/collector/ack"] = HecRoute.Ack,
        ["/services/collector/health"] = HecRoute.Health,
        ["/services/collector/health/1.0"] = HecRoute.Health,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private readonly HecChannels channels = new(time);

    private enum HecRoute
    {
        Unknown,
        Event,
        Raw,
        Ack,
        Health,
    }

    public ArrivalLog Arrivals { get; } = arrivals;

    public bool IsDelivery(HttpRequest request) =>
        RouteOf(request) is HecRoute.Event or HecRoute.Raw && HttpMethods.IsPost(request.Method);

    public async Task<IntakeReply> AnswerAsync(HttpRequest request)
    {
        HecRoute route = RouteOf(request);
        string allow = route == HecRoute.Health ? "GET,OPTIONS" : "POST,OPTIONS";
        return (route, request.Method) switch
        {
            (HecRoute.Unknown, _) => HecReply.NotFound,
            (_, "OPTIONS") => HecReply.Options(allow),
            (HecRoute.Health, "GET") =>
                HecAuthorization.RefuseHealth(request, settings.Current) ?? HecReply.Of(HecCode.Healthy),
            (HecRoute.Ack, "POST") => await AnswerAcksAsync(request),
            _ => HecReply.NotAllowed(allow),
        };
    }

    public Task<IntakeReply> FailAsync(HttpRequest request, Fault fault) =>
        Task.FromResult<IntakeReply>(HecReply.OfFault(fault.End));

    public async Task<IntakeReply> DeliverAsync(HttpRequest request, Fault fault)
    {
        HecSettings current = settings.Current;
        Guid channel = default;
        HecReply? refusal = HecAuthorization.Refuse(request, current)
            ?? HecRequest.RefuseEncoding(request)
            ?? (current.UsesAck ? HecRequest.RefuseChannel(request, current.IsCloud, out channel) : null);
        if (refusal is not null)
        {
            return refusal;
        }

        using RequestBody body = await ContentCoding.ReadAsync(request, current.BodyLimit);
        if (HecRequest.RefuseBody(body, current.IsCloud) is { } unread)
        {
            return unread;
        }

        var rules = new HecRules(current.Indexes, fault.Refused);
        var events = new HecEventReader(body.Bytes, rules);
        HecReply reply = RouteOf(request) == HecRoute.Event
            ? events.Read()
            : HecRawReader.Read(body.Bytes, request.Query, rules, events.Batch);
        Arrivals.Add(events.Batch);
        bool isPartlyTaken = reply.Code == HecCode.Success || events.Batch.Taken.Count > 0;
        return WithWarning(reply, fault) with
        {
            AckId = current.UsesAck && isPartlyTaken
                ? channels.Issue(channel, TimeSpan.FromMilliseconds(current.AckDelayMs))
                : null,
        };
    }

    private static HecRoute RouteOf(HttpRequest request) => Routes.GetValueOrDefault(request.Path.Value ?? "");

    // All was taken, and yet there is something to say.
    private static HecReply WithWarning(HecReply reply, Fault fault) => (reply.Code, fault) switch
    {
        (HecCode.Success, { IsNearLimit: true }) => HecReply.Of(HecCode.QueueNearlyFull),
        (HecCode.Success, { End.Code: not null }) => HecReply.OfFault(fault.End),
        _ => reply,
    };

    private async Task<HecReply> AnswerAcksAsync(HttpRequest request)
    {
        HecSettings current = settings.Current;
        HecReply? refusal = HecAuthorization.Refuse(request, current)
            ?? (current.UsesAck ? null : HecReply.Of(HecCode.AckDisabled))
            ?? HecRequest.RefuseEncoding(request);
        if (refusal is not null)
        {
            return refusal;
        }

        if (HecRequest.RefuseChannel(request, current.IsCloud, out Guid channel) is { } lost)
        {
            return lost;
        }

        using RequestBody body = await ContentCoding.ReadAsync(request, current.BodyLimit);
        return HecRequest.RefuseBody(body, current.IsCloud)
            ?? (HecRequest.ReadAcks(body.Bytes) is { } acks
                ? new HecReply(StatusCodes.Status200OK) { Acks = channels.Ask(channel, acks) }
                : HecReply.Of(HecCode.InvalidFormat));
    }
}
