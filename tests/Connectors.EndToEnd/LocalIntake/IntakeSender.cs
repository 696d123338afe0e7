using System.IO.Compression;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.LocalIntake;

/// <summary>An answer of an intake.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The body as it is.</param>
public sealed record IntakeAnswer(int Status, string Body)
{
    public IReadOnlyDictionary<string, string> Headers { get; init; } = new Dictionary<string, string>();

    public string? ContentType { get; init; }

    public JObject Json => JsonConvert.DeserializeObject<JObject>(
        Body, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;
}

/// <summary>Sends requests to an intake, with the headers of its destination.</summary>
public abstract class IntakeSender(IntakeProcess intake)
{
    /// <summary>The headers of every request; a test takes away what it wants to be missing.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    public async Task<IntakeAnswer> SendAsync(HttpMethod method, string path, byte[]? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = body is null ? null : new ByteArrayContent(body);
        foreach ((string name, string value) in Headers)
        {
            if (!request.Headers.TryAddWithoutValidation(name, value))
            {
                request.Content?.Headers.TryAddWithoutValidation(name, value);
            }
        }

        CancellationToken cancel = TestContext.Current.CancellationToken;
        using HttpResponseMessage response = await intake.Http.SendAsync(request, cancel);
        return new IntakeAnswer((int)response.StatusCode, await response.Content.ReadAsStringAsync(cancel))
        {
            Headers = response.Headers.ToDictionary(
                header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase),
            ContentType = response.Content.Headers.ContentType?.ToString(),
        };
    }

    protected static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Packs a body as its Content-Encoding will say.</summary>
    public static byte[] Encode(string coding, byte[] body)
    {
        using var bytes = new MemoryStream();
        using (Stream packed = coding switch
        {
            "gzip" => new GZipStream(bytes, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(bytes, CompressionLevel.Fastest),
            "zstd" => new ZstdSharp.CompressionStream(bytes),
            _ => throw new ArgumentOutOfRangeException(nameof(coding), coding, "There is no such encoding."),
        })
        {
            packed.Write(body);
        }

        return bytes.ToArray();
    }
}

/// <summary>Sends log entries to Datadog's intake, with a good key.</summary>
public sealed class DatadogSender : IntakeSender
{
    public const string Path = "api/v2/logs";

    public DatadogSender(IntakeProcess intake)
        : base(intake)
    {
        Headers["DD-API-KEY"] = "local-intake-key";
        Headers["Content-Type"] = "application/json";
    }

    public Task<IntakeAnswer> PostAsync(string body, string path = Path) =>
        SendAsync(HttpMethod.Post, path, Bytes(body));

    public static string Entry(string id) => $$"""{"message":"m","record_id":"{{id}}"}""";
}

/// <summary>Sends lines to a source of Sumo Logic.</summary>
public sealed class SumoSender(IntakeProcess intake) : IntakeSender(intake)
{
    public const string Path = "receiver/v1/http/local-intake-source";

    public Task<IntakeAnswer> PostAsync(string body, string path = Path) =>
        SendAsync(HttpMethod.Post, path, Bytes(body));
}

/// <summary>Sends bulk requests to the cluster, with a good key.</summary>
public sealed class ElasticSender : IntakeSender
{
    public const string Stream = "logs-cloudflare.http_requests-default";

    public ElasticSender(IntakeProcess intake)
        : base(intake)
    {
        Headers["Authorization"] = $"ApiKey {Convert.ToBase64String("local-intake-id:local-intake-key"u8)}";
        Headers["Content-Type"] = "application/x-ndjson";
    }

    public Task<IntakeAnswer> BulkAsync(string body, string path = $"{Stream}/_bulk") =>
        SendAsync(HttpMethod.Post, path, Bytes(body));

    /// <summary>Puts an asset, a template or a pipeline.</summary>
    public async Task<IntakeAnswer> PutAsync(string path, string json)
    {
        string type = Headers["Content-Type"];
        Headers["Content-Type"] = "application/json";
        IntakeAnswer answer = await SendAsync(HttpMethod.Put, path, Bytes(json));
        Headers["Content-Type"] = type;
        return answer;
    }

    /// <summary>The two lines of an action; without more they fit any data stream of logs.</summary>
    public static string Create(string id, string document = """{"@timestamp":"2026-11-23T01:00:00Z"}""") =>
        $$$"""{"create":{"_id":"{{{id}}}"}}""" + $"\n{document}\n";

    /// <summary>
    /// The items of an answer, each its status and what is wrong: <c>409 version_conflict_engine_exception</c>.
    /// </summary>
    public static IEnumerable<string> Items(IntakeAnswer answer) => answer.Json["items"]!
        .Select(item => item.First!.First!)
        .Select(result => $"{result["status"]} {result["error"]?["type"]}".TrimEnd());
}
