using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;

namespace Connectors.Splunk;

/// <summary>Splunk's HTTP Event Collector (HEC), Enterprise and Cloud.</summary>
/// <remarks>
/// Source of routes, codes and limits:
/// https://help.splunk.com/en/splunk-enterprise/get-started/get-data-in/10.4/get-data-with-http-event-collector/troubleshoot-http-event-collector
/// and what was observed on Splunk Enterprise 10.4.3 and Splunk Cloud 10.5; all codes are in
/// tests/Connectors.Destinations.Tests/Splunk/hec-codes.json.
/// </remarks>
internal sealed class SplunkDestination : IConfirmingDestination
{
    /// <summary>What makes a connector of this destination.</summary>
    internal static DestinationModule Module { get; } = new()
    {
        Name = "splunk",
        Title = "Splunk",
        Settings = SplunkOptions.Settings,
        ReadFieldMap = datasets => DestinationModule.ReadOwnFieldMap(typeof(SplunkDestination), datasets),
        Assets = new Assets(typeof(SplunkDestination).Assembly),
        Create = (settings, context) => new SplunkDestination(SplunkOptions.Read(settings, context)),
    };

    private readonly SplunkOptions options;
    private readonly FieldMap cim;
    private readonly Uri eventUrl;
    private readonly Uri ackUrl;
    private readonly Uri healthUrl;

    internal SplunkDestination(SplunkOptions options)
    {
        this.options = options;
        cim = DestinationModule.ReadOwnFieldMap(typeof(SplunkDestination));
        eventUrl = new Uri(options.Url, "services/collector/event");
        ackUrl = new Uri(options.Url, "services/collector/ack");
        healthUrl = new Uri(options.Url, "services/collector/health");
        Limits = new PayloadLimits(
            options.MaxPayloadBytes, Math.Max(options.MaxPayloadBytes, SplunkOptions.CloudMaxBodyBytes), int.MaxValue);
    }

    public PayloadLimits Limits { get; }

    public PayloadFraming Framing => PayloadFraming.Lines;

    public Secret Credentials => options.Token;

    public IEnvelope CreateEnvelope(PayloadOrigin origin, FieldNames names) => new SplunkEnvelope(
        options, origin.Dataset, options.AddsCimFields ? new FlatFields(cim, origin.Dataset, names) : null);

    public HttpRequestMessage CreateRequest(PayloadOrigin origin, HttpContent body)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Authorized(new HttpRequestMessage(HttpMethod.Post, eventUrl) { Content = body });
    }

    public Verdict Judge(HttpReply reply, SentBody sent)
    {
        HecReply hec = HecReply.Read(reply);
        string? receipt = options.UsesAck ? hec.AckId : null;
        return (reply.Status, hec.Code) switch
        {
            (200, 0 or 24 or 25) when options.UsesAck && receipt is null => hec.Misconfigured(
                "SPLUNK_USE_ACK is true, but this token has no indexer acknowledgement"),
            (200, 0) => new Verdict.Accepted(receipt),
            (200, 24 or 25) => new Verdict.Accepted(receipt, IsNearLimit: true),
            (200, _) => hec.Misconfigured("this is not the answer of an HTTP Event Collector: check SPLUNK_HEC_URL"),

            // Splunk Cloud says "invalid data, event 0" of a body that is too large for it.
            (400, 6) when hec.InvalidEvent == 0 && sent.BodyBytes > SplunkOptions.CloudMaxBodyBytes =>
                new Verdict.TooLarge(hec.Reason),
            (413, _) => new Verdict.TooLarge(hec.Reason),

            // The events before the bad one are indexed; it and those behind it are not.
            (400, 6 or 12 or 13 or 15) when hec.InvalidEvent is { } bad && bad < sent.Records =>
                new Verdict.EachApart(Sort(sent.Records, bad, hec.Reason), MustWait: false, bad > 0 ? receipt : null),

            // No number of an event: the body was damaged on the way.
            (400, 6 or 12 or 13 or 15) => new Verdict.TryAgain(hec.Reason),
            (400, 7) => hec.Misconfigured("the token may not write to this index: check SPLUNK_INDEX"),
            (400, 10 or 11 or 28) =>
                hec.Misconfigured("the channel header was lost or changed on the way: check the proxy"),
            (400, 5) => hec.Misconfigured("the body was lost on the way: check the proxy"),
            (401 or 403, _) => new Verdict.CredentialsRefused(hec.Reason),
            (404 or 405, _) => hec.Misconfigured("there is no HTTP Event Collector here: check SPLUNK_HEC_URL"),
            (>= 300 and < 400, _) =>
                hec.Misconfigured("redirects are not followed: set SPLUNK_HEC_URL to the final address"),

            (503, 9 or 23) => new Verdict.TryAgain(hec.Reason, reply.RetryAfter),
            (408 or 425 or 429, _) => new Verdict.TryAgain(hec.Reason, reply.RetryAfter),
            (>= 500 and not 501, _) => new Verdict.TryAgain(hec.Reason, reply.RetryAfter, MayBeTaken: true),
            _ => hec.Misconfigured("the destination refused the request"),
        };
    }

    public HttpRequestMessage CreateProbe() => new(HttpMethod.Get, healthUrl);

    public string? JudgeProbe(HttpReply reply) => HecReply.Read(reply) switch
    {
        { Code: 17 } => null,
        { Code: 18 or 19 or 20 } unwell => $"{unwell.Reason}: the HTTP Event Collector says that it is not well",
        HecReply other => $"{other.Reason}: this is not the answer of an HTTP Event Collector: check SPLUNK_HEC_URL",
    };

    public HttpRequestMessage CreateQuestion(string receipt) => Authorized(new(HttpMethod.Post, ackUrl)
    {
        Content = new StringContent($$"""{"acks":[{{receipt}}]}""", Encoding.UTF8, "application/json"),
    });

    public Confirmation JudgeAnswer(HttpReply reply, string receipt) => HecReply.Read(reply) switch
    {
        { Acks: { } acks } when acks.GetValueOrDefault(receipt) => Confirmation.Confirmed,
        { Code: 14 } => Confirmation.NotOffered,
        _ => Confirmation.Pending,
    };

    // The channel goes with every request: tokens with acknowledgement need it, the others ignore it.
    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        request.Headers.Authorization = new AuthenticationHeaderValue("Splunk", options.Token.Value);
        request.Headers.Add("X-Splunk-Request-Channel", options.Channel.ToString());
        return request;
    }

    private static RecordVerdict[] Sort(int records, int bad, string reason)
    {
        var verdicts = new RecordVerdict[records];
        for (int index = 0; index < records; index++)
        {
            verdicts[index] = index.CompareTo(bad) switch
            {
                < 0 => new RecordVerdict(RecordOutcome.Delivered),
                0 => new RecordVerdict(RecordOutcome.Rejected, reason),
                _ => new RecordVerdict(RecordOutcome.Again),
            };
        }

        return verdicts;
    }
}

/// <summary>What stands in the collector's answer, as far as it is JSON at all.</summary>
/// <param name="Reason">HTTP status and HEC code: <c>400/6</c>.</param>
internal sealed record HecReply(string Reason)
{
    internal int? Code { get; private init; }

    /// <summary>Number of the event that was refused, from 0.</summary>
    internal int? InvalidEvent { get; private init; }

    /// <summary>Number to ask about for indexer acknowledgement.</summary>
    internal string? AckId { get; private init; }

    /// <summary>The answer to that: number to yes or no.</summary>
    internal Dictionary<string, bool>? Acks { get; private init; }

    internal static HecReply Read(HttpReply reply)
    {
        string status = reply.Status.ToString(CultureInfo.InvariantCulture);
        try
        {
            using var document = JsonDocument.Parse(reply.Body);
            JsonElement root = document.RootElement;
            int? code = Number(root, "code");
            return new HecReply(code is null ? status : $"{status}/{code}")
            {
                Code = code,
                InvalidEvent = Number(root, "invalid-event-number") is >= 0 and var invalid ? invalid : null,
                AckId = Number(root, "ackId")?.ToString(CultureInfo.InvariantCulture),
                Acks = root.TryGetProperty("acks", out JsonElement acks) && acks.ValueKind == JsonValueKind.Object
                    ? acks.EnumerateObject()
                        .ToDictionary(ack => ack.Name, ack => ack.Value.ValueKind == JsonValueKind.True)
                    : null,
            };
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or ArgumentException)
        {
            return new HecReply(status);
        }
    }

    internal Verdict Misconfigured(string advice) => new Verdict.Misconfigured(Reason, advice);

    private static int? Number(JsonElement root, string name) =>
        root.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out int number)
            ? number
            : null;
}
