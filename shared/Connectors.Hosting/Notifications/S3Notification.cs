using System.Net;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// Amazon S3's own event notification: <c>{"Records":[{"eventSource":"aws:s3",...}]}</c>, keys form-encoded; its test
/// event; and S3's event on EventBridge, whose key is not encoded.
/// </summary>
/// <remarks>
/// Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html,
/// https://docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html
/// </remarks>
internal static class S3Notification
{
    /// <summary>Sent once when a notification is set up.</summary>
    internal static readonly NotificationFormat TestEvent = new(
        message => message.TextAt("Event") == "s3:TestEvent",
        (_, _) => new Notification.Nothing("s3:TestEvent, sent when the notification was set up"));

    internal static readonly NotificationFormat Records = new(
        message => message.At("Records") is { ValueKind: JsonValueKind.Array } records
            && records.EnumerateArray().Any(item => item.At("s3") is not null),
        (message, _) => Notification.All(message.GetProperty("Records").EnumerateArray().Select(ReadItem)));

    /// <summary>Reads an event of EventBridge.</summary>
    internal static Notification ReadBridged(JsonElement detail)
    {
        string? bucket = detail.TextAt("bucket", "name");
        string? key = detail.TextAt("object", "key");
        return bucket is null || key is null
            ? new Notification.Unknown("an S3 event without a bucket or key")
            : Notification.One(new BatchReference($"s3://{bucket}/{key}")
            {
                Etag = detail.EtagAt("object", "etag"),
                Version = detail.TextAt("object", "version-id"),
                Bytes = detail.NumberAt("object", "size"),
            });
    }

    private static Notification ReadItem(JsonElement item)
    {
        string name = item.TextAt("eventName") ?? "";
        if (!name.Contains("ObjectCreated:", StringComparison.Ordinal))
        {
            return name.Length == 0
                ? new Notification.Unknown("an S3 item without an event name")
                : new Notification.Nothing($"{name} makes no object");
        }

        string? bucket = item.TextAt("s3", "bucket", "name");
        string? key = item.TextAt("s3", "object", "key");
        return bucket is null || key is null
            ? new Notification.Unknown("an S3 item without a bucket or key")
            : Notification.One(new BatchReference($"s3://{bucket}/{WebUtility.UrlDecode(key)}")
            {
                Etag = item.EtagAt("s3", "object", "eTag"),
                Version = item.TextAt("s3", "object", "versionId"),
                Bytes = item.NumberAt("s3", "object", "size"),
            });
    }
}
