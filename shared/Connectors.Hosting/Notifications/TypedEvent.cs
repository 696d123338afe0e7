using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// Every event that says its type beside its data: CloudEvents, Event Grid's own schema, EventBridge, and the first
/// generation of Google's functions.
/// </summary>
/// <remarks>
/// Sources: https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md,
/// https://learn.microsoft.com/azure/event-grid/event-schema,
/// https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-events-structure.html,
/// https://cloud.google.com/functions/1stgendocs/writing/write-event-driven-functions
/// </remarks>
internal static class TypedEvent
{
    internal static readonly NotificationFormat Format = new(
        message => TypeOf(message) is not null && DataOf(message) is not null,
        (message, nested) => Read(TypeOf(message)!, DataOf(message)!.Value, nested));

    /// <summary>Reads the data of an event of this type.</summary>
    internal static Notification Read(string type, JsonElement data, NotificationReader.Nested nested) => type switch
    {
        "google.cloud.storage.object.v1.finalized" or "google.storage.object.finalize"
            or "providers/cloud.storage/eventTypes/object.change" => GcsNotification.ReadObject(data),
        "google.cloud.pubsub.topic.v1.messagePublished" or "google.pubsub.topic.publish"
            or "providers/cloud.pubsub/eventTypes/topic.publish" =>
            PubSubNotification.ReadMessage(data.At("message") ?? data, nested),
        "Microsoft.Storage.BlobCreated" => BlobNotification.ReadCreated(data),
        "Microsoft.EventGrid.SubscriptionValidationEvent" => new Notification.Nothing("a subscription's validation"),
        "Object Created" => S3Notification.ReadBridged(data),
        "Scheduled Event" => new Notification.Tick(),
        _ when IsOfStorage(type) => new Notification.Nothing($"{type} makes no object"),
        _ => new Notification.Unknown($"an event of the unknown type {type}"),
    };

    private static bool IsOfStorage(string type) =>
        type.StartsWith("google.cloud.storage.object.", StringComparison.Ordinal)
        || type.StartsWith("google.storage.object.", StringComparison.Ordinal)
        || type.StartsWith("Microsoft.Storage.", StringComparison.Ordinal)
        || type.StartsWith("Object ", StringComparison.Ordinal);

    private static string? TypeOf(JsonElement message) => message.TextAt("type") ?? message.TextAt("eventType")
        ?? message.TextAt("detail-type") ?? message.TextAt("context", "eventType");

    private static JsonElement? DataOf(JsonElement message) => message.At("data") ?? message.At("detail");
}
