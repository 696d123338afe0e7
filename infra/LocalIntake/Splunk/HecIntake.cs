using System.Collections.Frozen;

namespace LocalIntake;

/// <summary>
/// Stands in for Splunk's HTTP Event Collector (HEC), Enterprise and Cloud. What Splunk refuses it refuses, what Splunk
/// silently drops it drops.
/// </summary>
internal sealed class HecIntake(FaultPlan faults, ArrivalLog arrivals, TimeProvider time)
{
    private const int ResetAfterBytes = 64 * 1024; // of the body at most, before the connection is cut

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
    private volatile HecSettings settings = new();

    private enum HecRoute
    {
        Unknown,
        Event,
        Raw,
        Ack,
        Health,
    }

    internal HecSettings Settings
    {
        get => settings;
        set => settings = value;
    }

    internal async Task AnswerAsync(HttpContext context)
    {
        HecRoute route = Routes.GetValueOrDefault(context.Request.Path.Value ?? "");
        bool isDelivery = route is HecRoute.Event or HecRoute.Raw && HttpMethods.IsPost(context.Request.Method);
        HecReply reply;
        try
        {
            reply = faults.IsDown ? HecReply.CutOff("down") : await AnswerAsync(context, route, isDelivery);
        }
        catch (Exception fault) when (fault is IOException or OperationCanceledException)
        {
            reply = HecReply.CutOff("senderGone");
        }

        if (isDelivery)
        {
            arrivals.AddRequest(reply.Cut ?? $"{reply.Status}");
        }

        await reply.WriteAsync(context.Response);
    }

    private async Task<HecReply> AnswerAsync(HttpContext context, HecRoute route, bool isDelivery)
    {
        HttpRequest request = context.Request;
        string allow = route == HecRoute.Health ? "GET,OPTIONS" : "POST,OPTIONS";
        return (route, request.Method) switch
        {
            (HecRoute.Unknown, _) => HecReply.NotFound,
            (_, "OPTIONS") => HecReply.Options(allow),
            (HecRoute.Health, "GET") =>
                HecAuthorization.RefuseHealth(request, settings) ?? HecReply.Of(HecCode.Healthy),
            (HecRoute.Ack, "POST") => await AnswerAcksAsync(request),
            _ when isDelivery => await DeliverUnderFaultsAsync(request, route),
            _ => HecReply.NotAllowed(allow),
        };
    }

    private async Task<HecReply> DeliverUnderFaultsAsync(HttpRequest request, HecRoute route)
    {
        Fault fault = faults.Next();
        if (fault.Latency > TimeSpan.Zero)
        {
            await Task.Delay(fault.Latency, time, request.HttpContext.RequestAborted);
        }

        switch (fault.End.Kind)
        {
            case FaultKind.Status:
                return HecReply.OfFault(fault.End);
            case FaultKind.Reset:
                await request.Body.ReadAtLeastAsync(
                    new byte[ResetAfterBytes], ResetAfterBytes / 2, throwOnEndOfStream: false);
                return HecReply.CutOff("reset");
            case FaultKind.ResetAfter:
                await DeliverAsync(request, route, fault);
                return HecReply.CutOff("resetAfter");
            default:
                return await DeliverAsync(request, route, fault);
        }
    }

    private async Task<HecReply> DeliverAsync(HttpRequest request, HecRoute route, Fault fault)
    {
        HecSettings current = settings;
        Guid channel = default;
        HecReply? refusal = HecAuthorization.Refuse(request, current)
            ?? HecRequest.RefuseEncoding(request)
            ?? (current.UsesAck ? HecRequest.RefuseChannel(request, current.IsCloud, out channel) : null);
        if (refusal is not null)
        {
            return refusal;
        }

        using RequestBody body = await HecRequest.ReadBodyAsync(request, current.BodyLimit);
        if (HecRequest.RefuseBody(body, current.IsCloud) is { } unread)
        {
            return unread;
        }

        var rules = new HecRules(current.Indexes, fault.Refused);
        var events = new HecEventReader(body.Bytes, rules);
        HecReply reply = route == HecRoute.Event
            ? events.Read()
            : HecRawReader.Read(body.Bytes, request.Query, rules, events.Batch);
        arrivals.Add(events.Batch);
        bool isPartlyTaken = reply.Code == HecCode.Success || events.Batch.Taken.Count > 0;
        return WithWarning(reply, fault) with
        {
            AckId = current.UsesAck && isPartlyTaken
                ? channels.Issue(channel, TimeSpan.FromMilliseconds(current.AckDelayMs))
                : null,
        };
    }

    // All was taken, and yet there is something to say.
    private static HecReply WithWarning(HecReply reply, Fault fault) => (reply.Code, fault) switch
    {
        (HecCode.Success, { IsNearLimit: true }) => HecReply.Of(HecCode.QueueNearlyFull),
        (HecCode.Success, { End.Code: not null }) => HecReply.OfFault(fault.End),
        _ => reply,
    };

    private async Task<HecReply> AnswerAcksAsync(HttpRequest request)
    {
        HecSettings current = settings;
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

        using RequestBody body = await HecRequest.ReadBodyAsync(request, current.BodyLimit);
        return HecRequest.RefuseBody(body, current.IsCloud)
            ?? (HecRequest.ReadAcks(body.Bytes) is { } acks
                ? new HecReply(StatusCodes.Status200OK) { Acks = channels.Ask(channel, acks) }
                : HecReply.Of(HecCode.InvalidFormat));
    }
}
