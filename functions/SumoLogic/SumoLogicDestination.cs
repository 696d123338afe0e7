using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;

namespace Connectors.SumoLogic;

/// <summary>An HTTP source of Sumo Logic's hosted collectors.</summary>
/// <remarks>
/// Sources: https://help.sumologic.com/docs/send-data/hosted-collectors/http-source/logs-metrics/upload-logs/ (size,
/// headers), https://help.sumologic.com/docs/send-data/hosted-collectors/http-source/troubleshooting/ (answers),
/// https://help.sumologic.com/docs/search/search-large-messages/ (lines over 64 KB). The address is the secret: it
/// stands in no message, and no exception of the HTTP client's has its path.
/// </remarks>
internal sealed class SumoLogicDestination : IDestination
{
    /// <summary>A longer line, its line end counted, is cut in pieces.</summary>
    internal const int MaxLineBytes = 64 * 1024;

    private const int MaxBodyBytes = 1_000_000; // "up to but not exceeding 1 MB", before compression

    private readonly SumoLogicOptions options;

    internal SumoLogicDestination(SumoLogicOptions options)
    {
        this.options = options;

        // Several lines of one record may be longer together than one line.
        Limits = new PayloadLimits(
            MaxBodyBytes, options.SplitsOversize ? MaxBodyBytes : MaxLineBytes, int.MaxValue);
    }

    /// <summary>What makes a connector of this destination.</summary>
    internal static DestinationModule Module { get; } = new()
    {
        Name = "sumologic",
        Title = "Sumo Logic",
        Settings = SumoLogicOptions.Settings,
        ReadFieldMap = datasets => DestinationModule.ReadOwnFieldMap(typeof(SumoLogicDestination), datasets),
        Assets = new Assets(typeof(SumoLogicDestination).Assembly),
        Create = (settings, context) => new SumoLogicDestination(SumoLogicOptions.Read(settings, context)),
    };

    public PayloadLimits Limits { get; }

    public PayloadFraming Framing => PayloadFraming.Lines;

    public Secret Credentials => options.Url;

    public IEnvelope CreateEnvelope(PayloadOrigin origin, FieldNames names) =>
        new SumoLogicEnvelope(options, origin.Dataset);

    public HttpRequestMessage CreateRequest(PayloadOrigin origin, HttpContent body)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue("text/plain") { CharSet = "utf-8" };
        var request = new HttpRequestMessage(HttpMethod.Post, Url) { Content = body };
        foreach ((string name, string value) in options.Headers)
        {
            request.Headers.Add(name, value.Replace(SumoLogicOptions.DatasetMark, origin.Dataset.Name));
        }

        return request;
    }

    public Verdict Judge(HttpReply reply, SentBody sent)
    {
        string status = reply.Status.ToString(CultureInfo.InvariantCulture);
        return reply.Status switch
        {
            200 when reply.Body.Span.ContainsAnyExcept(" \t\r\n"u8) => JudgeComplaint(reply.Body, status),
            200 => new Verdict.Accepted(),
            >= 300 and < 400 =>
                new Verdict.Misconfigured(status, "redirects are not followed: set SUMO_URL to the final address"),
            401 => new Verdict.CredentialsRefused(status),
            404 or 405 => new Verdict.Misconfigured(status, "there is no HTTP source here: check SUMO_URL"),
            413 => new Verdict.TooLarge(status),
            408 => new Verdict.TryAgain(status, reply.RetryAfter, MayBeTaken: true), // a part of it is in
            425 or 429 or 503 => new Verdict.TryAgain(status, reply.RetryAfter),
            >= 500 and not 501 => new Verdict.TryAgain(status, reply.RetryAfter, MayBeTaken: true),
            _ => new Verdict.Misconfigured(status, "the destination refused the request"),
        };
    }

    // An empty body is no message: the source takes it and has nothing to do.
    public HttpRequestMessage CreateProbe() => new(HttpMethod.Post, Url) { Content = new ByteArrayContent([]) };

    public string? JudgeProbe(HttpReply reply) => Judge(reply, default) switch
    {
        Verdict.Accepted { Warning: null } => null,
        Verdict.Accepted accepted => $"{accepted.Warning}: the source takes records and complains",
        Verdict.CredentialsRefused => $"{reply.Status}: there is no such source: check SUMO_URL",
        Verdict.Misconfigured wrong => $"{wrong.Reason}: {wrong.Advice}",
        _ => $"{reply.Status}: the source cannot take records now",
    };

    // As it was when the settings were checked, or another one that is an address too.
    private Uri Url => SumoLogicOptions.TryParseUrl(options.Url.Value, options.AllowsHttp, out Uri? url, out _)
        ? url
        : new Uri("https://sumologic.invalid/");

    // The records are in, but something is wrong: {"id":…,"code":…,"status":…,"message":…,"errors":[…]}.
    private static Verdict JudgeComplaint(ReadOnlyMemory<byte> body, string status)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            JsonElement root = document.RootElement;
            bool isComplaint = root.ValueKind == JsonValueKind.Object
                && (root.TryGetProperty("code", out _) || root.TryGetProperty("errors", out _));
            return isComplaint
                ? new Verdict.Accepted(Warning: $"{status}/{Code(root)}")
                : new Verdict.Misconfigured(status, "this is not the answer of an HTTP source: check SUMO_URL");
        }
        catch (JsonException)
        {
            return new Verdict.Misconfigured(status, "this is not the answer of an HTTP source: check SUMO_URL");
        }
    }

    private static string Code(JsonElement complaint)
    {
        const int longest = 64;
        bool hasCode =
            complaint.TryGetProperty("code", out JsonElement value) && value.ValueKind == JsonValueKind.String;
        string code = hasCode ? value.GetString()! : "";
        bool isName = code.Length is > 0 and < longest
            && code.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '_' or '-');
        return isName ? code : "complaint";
    }
}
