using System.Globalization;
using System.Net;
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
internal sealed class CloudRunRequests(PushTokens? tokens) : IPushFormat
{
    private const ushort UsualPort = 8080;

    public IPEndPoint? Endpoint(IReadOnlyDictionary<string, string> environment)
    {
        string text = environment.GetValueOrDefault("PORT", "");
        bool isPort = ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port);
        return new IPEndPoint(IPAddress.Any, isPort ? port : UsualPort);
    }

    public Task<string?> RefuseAsync(IHeaderDictionary headers, CancellationToken cancel) =>
        tokens?.ProblemAsync(headers.Authorization.ToString(), cancel) ?? Task.FromResult<string?>(null);

    public Notification Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body)
    {
        string type = headers["ce-type"].ToString();
        return type.Length > 0 ? NotificationReader.ReadEvent(type, body) : NotificationReader.Read(body);
    }

    public PushAnswer Answer(string? problem) => problem is null
        ? new PushAnswer(StatusCodes.Status204NoContent, default)
        : new PushAnswer(StatusCodes.Status503ServiceUnavailable, default);
}
