using System.Globalization;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Connectors.Hosting;

/// <summary>
/// Cloud Run: Pub/Sub pushes messages, Eventarc sends CloudEvents, their attributes in headers (<c>ce-type</c>) or all
/// in the body. 204 acknowledges; anything else brings the message again.
/// </summary>
/// <remarks>
/// Sources: https://cloud.google.com/pubsub/docs/push, https://cloud.google.com/eventarc/docs/cloudevents,
/// https://cloud.google.com/run/docs/container-contract
/// </remarks>
/// <param name="tokens">Verifies the sender where the platform does not; null where it does.</param>
/// <param name="project">The project that traces are kept in; null when it is not known.</param>
internal sealed class CloudRunRequests(PushTokens? tokens, string? project) : IPushFormat
{
    private const ushort UsualPort = 8080;
    private const string Trace = "logging.googleapis.com/trace";

    public IPEndPoint? Endpoint(IReadOnlyDictionary<string, string> environment)
    {
        string text = environment.GetValueOrDefault("PORT", "");
        bool isPort = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port);
        return new IPEndPoint(IPAddress.Any, isPort ? port : UsualPort);
    }

    public Task<string?> RefuseAsync(IHeaderDictionary headers, CancellationToken cancel) =>
        tokens?.ProblemAsync(headers.Authorization.ToString(), cancel) ?? Task.FromResult<string?>(null);

    public PushedMessage Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        string type = headers["ce-type"].ToString();
        string trace = TraceOf(headers);
        Notification notification =
            type.Length > 0 ? NotificationReader.ReadEvent(type, body) : NotificationReader.Read(body);
        return new PushedMessage(notification, ReadOrigin(headers, body))
        {
            Ids =
            [
                ("requestId", trace),
                (Trace, trace.Length == 0 || project is null ? "" : $"projects/{project}/traces/{trace}"),
            ],
        };
    }

    // traceparent: 00-TRACE-SPAN-01; X-Cloud-Trace-Context: TRACE/SPAN;o=1
    private static string TraceOf(IHeaderDictionary headers) =>
        headers.TraceParent.ToString().Split('-') is [_, var trace, _, ..]
            ? trace
            : headers["X-Cloud-Trace-Context"].ToString().Split('/')[0];

    private static MessageOrigin ReadOrigin(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            JsonElement push = document.RootElement;
            return new MessageOrigin(
                push.TextAt("message", "messageId") ?? headers["ce-id"].ToString(),
                (int)(push.NumberAt("deliveryAttempt") ?? 0)); // told only where there is a dead-letter topic
        }
        catch (Exception fault) when (fault.IsOfJson())
        {
            return new MessageOrigin(headers["ce-id"].ToString());
        }
    }

    public PushAnswer Answer(string? problem) => problem is null
        ? new PushAnswer(StatusCodes.Status204NoContent, default)
        : new PushAnswer(StatusCodes.Status503ServiceUnavailable, default);
}
