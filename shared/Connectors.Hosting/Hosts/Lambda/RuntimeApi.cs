using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// A client of the AWS Lambda Runtime API. Throws <see cref="HttpRequestException"/> when the platform does not answer
/// as it should: the process then ends, and the platform starts another.
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html (2018-06-01)</remarks>
/// <param name="http">Without a time limit: the platform freezes the process while it asks for the next event.</param>
/// <param name="authority">Host and port: the variable <c>AWS_LAMBDA_RUNTIME_API</c>.</param>
internal sealed class RuntimeApi(HttpMessageInvoker http, string authority)
{
    private const string ErrorMedia = "application/vnd.aws.lambda.error+json";
    private const int LongestMessage = 32 * 1024; // characters; the platform cuts an error's body at 256 KB

    private readonly Uri runtime = new($"http://{authority}/2018-06-01/runtime/");

    /// <summary>Waits for the next event.</summary>
    internal async Task<Invocation> NextAsync(CancellationToken cancel)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(runtime, "invocation/next"));
        using HttpResponseMessage response = await http.SendAsync(request, cancel);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Unexpected("invocation/next", response.StatusCode);
        }

        string? id = Header(response, "Lambda-Runtime-Aws-Request-Id");
        bool hasDeadline = long.TryParse(
            Header(response, "Lambda-Runtime-Deadline-Ms"), NumberStyles.None, CultureInfo.InvariantCulture,
            out long deadline);
        return new Invocation(
            id ?? throw new HttpRequestException("invocation/next was answered without a request id"),
            await response.Content.ReadAsByteArrayAsync(cancel))
        {
            Deadline = hasDeadline ? DateTimeOffset.FromUnixTimeMilliseconds(deadline) : null,
            TraceId = Header(response, "Lambda-Runtime-Trace-Id"),
        };
    }

    /// <summary>Answers an event.</summary>
    internal Task RespondAsync(string id, ReadOnlyMemory<byte> json, CancellationToken cancel) =>
        PostAsync($"invocation/{id}/response", new ReadOnlyMemoryContent(json), "application/json", cancel);

    /// <summary>Tells that an event failed.</summary>
    internal Task FailAsync(string id, LambdaFailure failure, CancellationToken cancel) =>
        PostErrorAsync($"invocation/{id}/error", failure, cancel);

    /// <summary>Tells that the process cannot work; it must end then.</summary>
    internal Task FailInitAsync(LambdaFailure failure, CancellationToken cancel) =>
        PostErrorAsync("init/error", failure, cancel);

    private Task PostErrorAsync(string path, LambdaFailure failure, CancellationToken cancel)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("errorMessage", failure.Message[..Math.Min(failure.Message.Length, LongestMessage)]);
            json.WriteString("errorType", failure.Type);
            json.WriteStartArray("stackTrace");
            json.WriteEndArray();
            json.WriteEndObject();
        }

        var content = new ReadOnlyMemoryContent(bytes.WrittenMemory);
        return PostAsync(path, content, ErrorMedia, cancel, failure.Type);
    }

    private async Task PostAsync(
        string path, HttpContent content, string media, CancellationToken cancel, string? errorType = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(runtime, path)) { Content = content };
        content.Headers.ContentType = new MediaTypeHeaderValue(media);
        if (errorType is not null)
        {
            request.Headers.Add("Lambda-Runtime-Function-Error-Type", errorType);
        }

        using HttpResponseMessage response = await http.SendAsync(request, cancel);
        if (!response.IsSuccessStatusCode)
        {
            throw Unexpected(path, response.StatusCode);
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out IEnumerable<string>? values) ? values.First() : null;

    private static HttpRequestException Unexpected(string path, HttpStatusCode status) =>
        new($"{path} was answered with {(int)status}", inner: null, status);
}

/// <summary>One event.</summary>
/// <param name="Id">The request's id.</param>
/// <param name="Event">The event: JSON.</param>
internal sealed record Invocation(string Id, byte[] Event)
{
    /// <summary>When the platform kills the invocation.</summary>
    internal DateTimeOffset? Deadline { get; init; }

    /// <summary>For X-Ray; null when it is not traced.</summary>
    internal string? TraceId { get; init; }
}

/// <summary>Why an invocation, or the start, failed.</summary>
/// <param name="Type">Category and reason: <c>Connector.NotDelivered</c>.</param>
/// <param name="Message">For a person.</param>
internal sealed record LambdaFailure(string Type, string Message);
