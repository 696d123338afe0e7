using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// A message of Google Cloud Pub/Sub, pushed (<c>{"message":{...},"subscription"}</c>) or bare: a notification of Cloud
/// Storage tells the object in its attributes; anything else is told by its data.
/// </summary>
/// <remarks>
/// Sources: https://cloud.google.com/pubsub/docs/push, https://cloud.google.com/storage/docs/pubsub-notifications
/// </remarks>
internal static class PubSubNotification
{
    internal static readonly NotificationFormat Format = new(
        message => message.Has("message", JsonValueKind.Object) && message.At("subscription") is not null,
        (message, nested) => ReadMessage(message.GetProperty("message"), nested));

    internal static Notification ReadMessage(JsonElement message, NotificationReader.Nested nested)
    {
        JsonElement attributes = message.At("attributes") ?? default;
        if (attributes.TextAt("objectId") is { } name && attributes.TextAt("bucketId") is { } bucket)
        {
            string type = attributes.TextAt("eventType") ?? "";
            return type == "OBJECT_FINALIZE"
                ? Notification.One(new BatchReference($"gs://{bucket}/{name}")
                {
                    Version = attributes.TextAt("objectGeneration"),
                })
                : new Notification.Nothing($"{type} makes no object");
        }

        return message.At("data") is { ValueKind: JsonValueKind.String } data
            ? nested.Read(data)
            : new Notification.Unknown("a Pub/Sub message without data and without an object's attributes");
    }
}
