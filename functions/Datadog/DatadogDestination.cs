using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using ZstdSharp;

namespace Connectors.Datadog;

/// <summary>Datadog's log intake, version 2.</summary>
/// <remarks>
/// Source of limits and answers: https://docs.datadoghq.com/api/latest/logs/#send-logs. The intake accepts a request as
/// a whole and says nothing of single logs; what it then drops or cuts, it drops or cuts without a word. So nothing is
/// sent to it that it would: see <see cref="PayloadLimits"/> below. It takes zstd besides the encodings that are listed
/// there, as Datadog's own senders show: the README names one.
/// </remarks>
internal sealed class DatadogDestination : IDestination
{
    /// <summary>A larger log is accepted and cut.</summary>
    internal const int MaxLogBytes = 1_000_000;

    private const int MaxBodyBytes = 5_000_000; // before compression
    private const int MaxLogs = 1_000; // in one request
    private static readonly TimeSpan OldestEvent = TimeSpan.FromHours(18); // an older one is accepted and dropped

    // The level that takes about as long as gzip's. Its windows are far below the 8 MB that every decoder must know
    // (https://www.rfc-editor.org/rfc/rfc9659).
    private static readonly BodyCoding Zstd = new("zstd", () =>
    {
        var compressor = new Compressor(level: 1);
        return output =>
            new CompressionStream(output, compressor, bufferSize: 0, preserveCompressor: true, leaveOpen: true);
    });

    private readonly DatadogOptions options;
    private readonly FieldMap map;
    private readonly Uri logsUrl;
    private readonly Uri validateUrl;

    internal DatadogDestination(DatadogOptions options)
    {
        this.options = options;
        FieldMap all = DestinationModule.ReadOwnFieldMap(typeof(DatadogDestination));
        map = options.UsesStandardAttributes ? all : all.Only("status", "message");
        logsUrl = new Uri(options.LogsUrl, "api/v2/logs");
        validateUrl = new Uri(options.ApiUrl, "api/v1/validate");
        Limits = new PayloadLimits(MaxBodyBytes, MaxLogBytes + "[]".Length, MaxLogs)
        {
            OldestEvent = OldestEvent,
            RefusesOlder = options.RefusesOldEvents,
        };
    }

    /// <summary>What makes a connector of this destination.</summary>
    internal static DestinationModule Module { get; } = new()
    {
        Name = "datadog",
        Title = "Datadog",
        Settings = DatadogOptions.Settings,
        ReadFieldMap = datasets => DestinationModule.ReadOwnFieldMap(typeof(DatadogDestination), datasets),
        Assets = new Assets(typeof(DatadogDestination).Assembly),
        Create = (settings, context) =>
            new DatadogDestination(DatadogOptions.Read(settings, context)),
    };

    public PayloadLimits Limits { get; }

    public PayloadFraming Framing { get; } = new("["u8.ToArray(), ","u8.ToArray(), "]"u8.ToArray());

    public BodyCoding Coding => options.UsesZstd ? Zstd : BodyCoding.Gzip;

    public Secret Credentials => options.ApiKey;

    public IEnvelope CreateEnvelope(PayloadOrigin origin, FieldNames names) =>
        new DatadogEnvelope(options, origin.Dataset, names, map);

    public HttpRequestMessage CreateRequest(PayloadOrigin origin, HttpContent body)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return Authorized(new HttpRequestMessage(HttpMethod.Post, logsUrl) { Content = body });
    }

    public Verdict Judge(HttpReply reply, SentBody sent)
    {
        string status = reply.Status.ToString(CultureInfo.InvariantCulture);
        return reply.Status switch
        {
            202 => new Verdict.Accepted(),
            200 when IsEmpty(reply.Body.Span) => new Verdict.Accepted(), // from a proxy that speaks for the intake
            >= 200 and < 300 =>
                new Verdict.Misconfigured(status, "this is not the answer of a log intake: check DD_LOGS_URL"),
            >= 300 and < 400 => new Verdict.Misconfigured(
                status, "redirects are not followed: set DD_LOGS_URL to the final address"),

            // Only the intake itself names errors; what a gateway calls a bad request is about no log.
            400 when IsErrorList(reply.Body) => new Verdict.RefusedTogether(status),
            400 => new Verdict.Misconfigured(
                status, "the request was refused on the way: check DD_LOGS_URL and the proxy"),
            401 or 403 => new Verdict.CredentialsRefused(status),
            404 or 405 =>
                new Verdict.Misconfigured(status, "there is no log intake here: check DD_SITE and DD_LOGS_URL"),
            413 => new Verdict.TooLarge(status),
            425 or 429 => new Verdict.TryAgain(status, reply.RetryAfter),
            408 or (>= 500 and not 501) => new Verdict.TryAgain(status, reply.RetryAfter, MayBeTaken: true),
            _ => new Verdict.Misconfigured(status, "the destination refused the request"),
        };
    }

    public HttpRequestMessage CreateProbe() => Authorized(new HttpRequestMessage(HttpMethod.Get, validateUrl));

    // A proxy or a private link for logs alone does not know the question; the records that follow then tell.
    public string? JudgeProbe(HttpReply reply) => reply.Status switch
    {
        200 => null,
        404 or 405 when options.LogsUrl == options.ApiUrl => null,
        401 or 403 => $"{reply.Status}: the API key was refused: check DD_API_KEY, and that DD_SITE is its own site",
        _ => $"{reply.Status}: this is not the answer of Datadog: check DD_SITE and DD_LOGS_URL",
    };

    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        request.Headers.Add("DD-API-KEY", options.ApiKey.Value);
        return request;
    }

    private static bool IsEmpty(ReadOnlySpan<byte> body)
    {
        ReadOnlySpan<byte> text = body.Trim(" \t\r\n"u8);
        return text.IsEmpty || text.SequenceEqual("{}"u8);
    }

    private static bool IsErrorList(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("errors", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
