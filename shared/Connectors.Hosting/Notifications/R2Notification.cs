using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>Cloudflare R2's event: <c>{"account","action","bucket","object":{"key","size","eTag"}}</c>.</summary>
/// <remarks>Source: https://developers.cloudflare.com/r2/buckets/event-notifications/</remarks>
internal static class R2Notification
{
    internal static readonly NotificationFormat Format = new(
        message => message.At("action") is not null && message.TextAt("bucket") is not null
            && message.Has("object", JsonValueKind.Object),
        (message, _) => Read(message));

    private static Notification Read(JsonElement message)
    {
        string action = message.TextAt("action") ?? "";
        if (action is "DeleteObject" or "LifecycleDeletion")
        {
            return new Notification.Nothing($"{action} makes no object");
        }

        string? account = message.TextAt("account");
        string? key = message.TextAt("object", "key");
        bool isCreation = action is "PutObject" or "CopyObject" or "CompleteMultipartUpload";
        return !isCreation || account is null || key is null
            ? new Notification.Unknown("an R2 event of an unknown action, or without an account or key")
            : Notification.One(new BatchReference($"r2://{account}/{message.TextAt("bucket")}/{key}")
            {
                Etag = message.EtagAt("object", "eTag"),
                Bytes = message.NumberAt("object", "size"),
            });
    }
}
