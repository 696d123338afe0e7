using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;

namespace Connectors.Elastic;

/// <summary>Data streams of Elasticsearch, Elastic Cloud (hosted and serverless) or OpenSearch.</summary>
/// <remarks>
/// Source: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk. Each document has an outcome of
/// its own. A document whose id is there already is a duplicate; but ids are looked up in the newest backing index
/// only, so that a record which is sent again after a rollover is stored again
/// (https://github.com/elastic/elasticsearch/issues/44794).
/// </remarks>
internal sealed class ElasticDestination : IDestination
{
    private const int FillBytes = 5 * 1024 * 1024; // 5 to 15 MB are advised; less needs less memory
    private const int MaxBodyBytes = 100 * 1024 * 1024; // http.max_content_length, before compression
    private const int MaxDocuments = 2_000; // 1,000 to 5,000 are advised

    // Of the reply, which names every document, only what is judged.
    private const string WantedReply = "filter_path=errors,items.*.status,items.*.error.type,items.*.failure_store";

    private readonly ElasticOptions options;
    private readonly TimeProvider time;

    internal ElasticDestination(ElasticOptions options, TimeProvider time)
    {
        this.options = options;
        this.time = time;
    }

    /// <summary>What makes a connector of this destination.</summary>
    internal static DestinationModule Module { get; } = new()
    {
        Name = "elastic",
        Title = "Elastic",
        Settings = ElasticOptions.Settings,
        ReadFieldMap = datasets => DestinationModule.ReadOwnFieldMap(typeof(ElasticDestination), datasets),
        Assets = new Assets(typeof(ElasticDestination).Assembly),
        Create = (settings, context) => new ElasticDestination(ElasticOptions.Read(settings, context), context.Time),
    };

    public PayloadLimits Limits { get; } = new(FillBytes, MaxBodyBytes, MaxDocuments);

    public PayloadFraming Framing => PayloadFraming.Lines;

    public Secret Credentials => options.Credentials;

    public IEnvelope CreateEnvelope(PayloadOrigin origin, FieldNames names) =>
        new ElasticEnvelope(options, origin.Dataset, names, time.GetUtcNow());

    public HttpRequestMessage CreateRequest(PayloadOrigin origin, HttpContent body)
    {
        body.Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        string pipeline = options.Pipeline is { } name ? "&pipeline=" + Uri.EscapeDataString(name) : "";
        string stream = Uri.EscapeDataString(options.Stream(origin.Dataset));
        var url = new Uri(options.Url, $"{stream}/_bulk?{WantedReply}{pipeline}");
        return Authorized(new HttpRequestMessage(HttpMethod.Post, url) { Content = body });
    }

    public Verdict Judge(HttpReply reply, SentBody sent)
    {
        string status = reply.Status.ToString(CultureInfo.InvariantCulture);
        return reply.Status switch
        {
            200 => BulkReply.Judge(reply.Body.Span, sent.Records),
            >= 300 and < 400 => new Verdict.Misconfigured(
                status, "redirects are not followed: set ELASTICSEARCH_URL to the final address"),
            400 => new Verdict.Misconfigured(
                status, "the request was refused as a whole: check ELASTIC_PIPELINE and ELASTIC_FLAVOR"),
            401 or 403 => new Verdict.CredentialsRefused(status),
            404 or 405 => new Verdict.Misconfigured(status, "there is no bulk API here: check ELASTICSEARCH_URL"),
            413 => new Verdict.TooLarge(status),
            425 or 429 => new Verdict.TryAgain(status, reply.RetryAfter),
            408 or (>= 500 and not 501) => new Verdict.TryAgain(status, reply.RetryAfter, MayBeTaken: true),
            _ => new Verdict.Misconfigured(status, "the destination refused the request"),
        };
    }

    public HttpRequestMessage CreateProbe() => Authorized(new HttpRequestMessage(HttpMethod.Get, options.Url));

    public string? JudgeProbe(HttpReply reply) => reply.Status switch
    {
        200 => JudgeBanner(reply.Body),
        401 => "401: the credentials were refused: check ELASTICSEARCH_API_KEY, or the user and the password",
        403 => null, // who may only create documents may not ask this
        _ => $"{reply.Status}: this is not the answer of Elasticsearch or OpenSearch: check ELASTICSEARCH_URL",
    };

    private string? JudgeBanner(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            JsonElement version = document.RootElement.GetProperty("version");
            bool isOpenSearch =
                version.TryGetProperty("distribution", out JsonElement name) && name.ValueEquals("opensearch");
            return isOpenSearch == options.IsOpenSearch
                ? null
                : $"this is {(isOpenSearch ? "OpenSearch" : "Elasticsearch")}: set ELASTIC_FLAVOR to it";
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return "200: this is not the answer of Elasticsearch or OpenSearch: check ELASTICSEARCH_URL";
        }
    }

    private HttpRequestMessage Authorized(HttpRequestMessage request)
    {
        string secret = options.Credentials.Value;
        request.Headers.Authorization = options.Username is { } user
            ? new AuthenticationHeaderValue("Basic", Base64($"{user}:{secret}"))
            : new AuthenticationHeaderValue("ApiKey", secret.Contains(':') ? Base64(secret) : secret);
        return request;
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}

/// <summary>The reply to a bulk request: one item for each document, in their order.</summary>
/// <remarks><c>{"errors":…,"items":[{"create":{"status":…,"error":{"type":…},"failure_store":…}},…]}</c></remarks>
internal static class BulkReply
{
    private const int ItemDepth = 2;
    private const int MemberDepth = 4;
    private const int ErrorDepth = 5;

    /// <summary>What the reply means for the records. Of its texts, only the types of errors are kept.</summary>
    internal static Verdict Judge(ReadOnlySpan<byte> body, int records)
    {
        if (body.IndexOf("\"items\""u8) < 0)
        {
            return new Verdict.Misconfigured("200", "this is not the answer of a bulk API: check ELASTICSEARCH_URL");
        }

        try
        {
            int documents = 0;
            int created = 0;
            var items = new ItemReader(body);
            while (items.TryRead(out Item item))
            {
                documents++;
                created += item.IsCreated ? 1 : 0;
            }

            return documents != records ? new Verdict.TryAgain("200/incomplete", MayBeTaken: true)
                : created == records ? new Verdict.Accepted()
                : JudgeEach(body, records);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException)
        {
            return new Verdict.TryAgain("200/damaged", MayBeTaken: true);
        }
    }

    private static Verdict JudgeEach(ReadOnlySpan<byte> body, int records)
    {
        var items = new List<Item>(records);
        var reader = new ItemReader(body);
        while (reader.TryRead(out Item item))
        {
            items.Add(item);
        }

        // Who may not write, or not make the data stream, may not do so for any document: that is no fault of the
        // records.
        if (items.TrueForAll(item => item.Status is 401 or 403 or 404))
        {
            return new Verdict.Misconfigured(
                items[0].Reason,
                "no document may be created: check the privileges, the data stream and the space on disk");
        }

        RecordVerdict[] verdicts = [.. items.Select(item => item.Judge())];
        return new Verdict.EachApart(
            verdicts, MustWait: Array.Exists(verdicts, verdict => verdict.Outcome == RecordOutcome.Again));
    }

    /// <summary>Reads the items, one after the other.</summary>
    private ref struct ItemReader(ReadOnlySpan<byte> body)
    {
        private Utf8JsonReader reader = new(body);

        /// <summary>Reads the next item; false when the reply has been read to its end.</summary>
        internal bool TryRead(out Item item)
        {
            item = default;
            while (reader.Read())
            {
                switch (reader.TokenType, reader.CurrentDepth)
                {
                    case (JsonTokenType.PropertyName, MemberDepth) when reader.ValueTextEquals("status"):
                        reader.Read();
                        item = item with { Status = reader.GetInt32() };
                        break;
                    case (JsonTokenType.PropertyName, MemberDepth) when reader.ValueTextEquals("failure_store"):
                        reader.Read();
                        item = item with { IsInFailureStore = reader.ValueTextEquals("used") };
                        break;
                    case (JsonTokenType.PropertyName, ErrorDepth) when reader.ValueTextEquals("type"):
                        reader.Read();
                        item = item with { Error = reader.GetString() };
                        break;
                    case (JsonTokenType.EndObject, ItemDepth):
                        return true;
                }
            }

            return false;
        }
    }

    /// <summary>What the reply says of one document.</summary>
    private readonly record struct Item(int Status, string? Error, bool IsInFailureStore)
    {
        internal bool IsCreated => Status is 200 or 201 && !IsInFailureStore;

        internal string Reason => Error is null ? $"{Status}" : $"{Status}/{Error}";

        internal RecordVerdict Judge() => Status switch
        {
            200 or 201 => new RecordVerdict(RecordOutcome.Delivered, IsInFailureStore ? "failure_store_used" : ""),
            409 when Error is null or "version_conflict_engine_exception" => new RecordVerdict(RecordOutcome.Duplicate),
            400 or 413 => new RecordVerdict(RecordOutcome.Rejected, Reason),
            _ => new RecordVerdict(RecordOutcome.Again, Reason), // 429, 5xx, and what is no fault of the record
        };
    }
}
