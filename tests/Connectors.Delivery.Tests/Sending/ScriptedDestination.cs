using System.IO.Compression;
using System.Net;
using System.Text;
using Connectors.Records;

namespace Connectors.Delivery.Tests;

/// <summary>
/// A destination whose answers are written down before: one for each request. The status says the verdict; a body of
/// letters says each record's own (d delivered, w delivered with a warning, u duplicate, r rejected, a again).
/// </summary>
internal sealed class ScriptedDestination(params ScriptedDestination.Answer[] answers)
    : HttpMessageHandler, IConfirmingDestination
{
    private readonly Queue<Answer> answers = new(answers);

    /// <summary>One answer. The last one is given again and again.</summary>
    internal sealed record Answer(int Status, string Body = "", string? RetryAfter = null, Exception? Fault = null)
    {
        public static implicit operator Answer(int status) => new(status);
    }

    /// <summary>The bodies that were sent, inflated; for questions, the receipt.</summary>
    internal List<string> Sent { get; } = [];

    /// <summary>The secrets that they were sent with.</summary>
    internal List<string> SentWith { get; } = [];

    /// <summary>What was told of their records.</summary>
    internal List<PayloadOrigin> Origins { get; } = [];

    /// <summary>Where requests go, when they go through a real transport.</summary>
    internal string Address { get; init; } = "https://destination.example";

    public PayloadLimits Limits => Some.Limits;

    public PayloadFraming Framing => PayloadFraming.Lines;

    public Secret Credentials { get; init; } = Secret.Fixed("secret");

    public IEnvelope CreateEnvelope(PayloadOrigin origin, FieldNames names) => throw new NotSupportedException();

    public HttpRequestMessage CreateRequest(PayloadOrigin origin, HttpContent body)
    {
        Origins.Add(origin);
        var request = new HttpRequestMessage(HttpMethod.Post, Address + "/deliver") { Content = body };
        request.Headers.Add("Authorization", Credentials.Value);
        return request;
    }

    public Verdict Judge(HttpReply reply, SentBody sent) => reply.Status switch
    {
        200 => new Verdict.Accepted(),
        201 => new Verdict.Accepted(IsNearLimit: true),
        203 => new Verdict.Accepted(Warning: "lukewarm"),
        400 => new Verdict.RefusedTogether("400"),
        202 => new Verdict.Accepted(Receipt: "7"),
        207 => new Verdict.EachApart([.. Encoding.UTF8.GetString(reply.Body.Span).Select(Letter)], MustWait: true),
        401 => new Verdict.CredentialsRefused("401"),
        404 or 299 => new Verdict.Misconfigured(reply.Status.ToString(), "look at the address"),
        413 => new Verdict.TooLarge("413"),
        _ => new Verdict.TryAgain(reply.Status.ToString(), reply.RetryAfter, MayBeTaken: reply.Status == 500),
    };

    public HttpRequestMessage CreateProbe() => new(HttpMethod.Get, "https://destination.example/health");

    public string? JudgeProbe(HttpReply reply) => reply.Status == 200 ? null : $"it says {reply.Status}";

    public HttpRequestMessage CreateQuestion(string receipt) =>
        new(HttpMethod.Get, "https://destination.example/ask?" + receipt);

    public Confirmation JudgeAnswer(HttpReply reply, string receipt) => reply.Status switch
    {
        200 => Confirmation.Confirmed,
        400 => Confirmation.NotOffered,
        _ => Confirmation.Pending,
    };

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Sent.Add(request.Content is null
            ? request.RequestUri!.Query
            : await InflateAsync(request.Content, cancellationToken));
        SentWith.Add(request.Headers.Authorization?.ToString() ?? "");
        Answer answer = answers.Count > 1 ? answers.Dequeue() : answers.Peek();
        if (answer.Fault is not null)
        {
            throw answer.Fault;
        }

        if (answer.Status == 0)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        var response =
            new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body) };
        if (answer.RetryAfter is not null)
        {
            response.Headers.Add("Retry-After", answer.RetryAfter);
        }

        return response;
    }

    private static async Task<string> InflateAsync(HttpContent content, CancellationToken cancel)
    {
        Assert.Equal(["gzip"], content.Headers.ContentEncoding);
        await using var inflated = new GZipStream(await content.ReadAsStreamAsync(cancel), CompressionMode.Decompress);
        using var reader = new StreamReader(inflated);
        return (await reader.ReadToEndAsync(cancel)).TrimEnd('\n').Replace('\n', ' ');
    }

    private static RecordVerdict Letter(char letter) => letter switch
    {
        'd' => new RecordVerdict(RecordOutcome.Delivered),
        'w' => new RecordVerdict(RecordOutcome.Delivered, "kept_apart"),
        'u' => new RecordVerdict(RecordOutcome.Duplicate),
        'r' => new RecordVerdict(RecordOutcome.Rejected, "400/bad"),
        _ => new RecordVerdict(RecordOutcome.Again),
    };
}
