using System.IO.Compression;
using System.Text;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.LocalIntake;

/// <summary>An answer of the collector.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body as it is.</param>
public sealed record HecAnswer(int Status, string Body)
{
    public string? Allow { get; init; }

    public string? RetryAfter { get; init; }

    public string? ContentType { get; init; }

    public JObject Json => JObject.Parse(Body);
}

/// <summary>Sends requests to the collector, with a good token unless told otherwise.</summary>
public sealed class HecSender(IntakeProcess intake)
{
    public const string EventPath = "services/collector/event";

    /// <summary>The channel of acknowledgements; null to send none.</summary>
    public string? Channel { get; set; }

    /// <summary>The whole Authorization header; null to send none.</summary>
    public string? Authorization { get; set; } = $"Splunk {IntakeProcess.Token}";

    public Task<HecAnswer> PostAsync(string body, string path = EventPath) =>
        PostAsync(Encoding.UTF8.GetBytes(body), encoding: null, path);

    public Task<HecAnswer> PostAsync(byte[] body, string? encoding, string path = EventPath)
    {
        var content = new ByteArrayContent(body);
        if (encoding is not null)
        {
            content.Headers.Add("Content-Encoding", encoding);
        }

        return SendAsync(HttpMethod.Post, path, content);
    }

    public async Task<HecAnswer> SendAsync(HttpMethod method, string path, HttpContent? content = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = content };
        Add(request, "Authorization", Authorization);
        Add(request, "X-Splunk-Request-Channel", Channel);
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using HttpResponseMessage response = await intake.Http.SendAsync(request, cancel);
        return new HecAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancel))
        {
            Allow = response.Content.Headers.Allow is { Count: > 0 } allow ? string.Join(',', allow) : null,
            RetryAfter = response.Headers.TryGetValues("Retry-After", out var after) ? string.Concat(after) : null,
            ContentType = response.Content.Headers.ContentType?.MediaType,
        };
    }

    /// <summary>An event that carries this record id.</summary>
    public static string Event(string id) => $$$"""{"event":"e","fields":{"record_id":"{{{id}}}"}}""";

    public static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private static void Add(HttpRequestMessage request, string name, string? value)
    {
        if (value is not null)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }
    }
}
