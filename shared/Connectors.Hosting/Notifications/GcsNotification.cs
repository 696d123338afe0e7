using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>Google Cloud Storage's object resource, which every one of its events carries.</summary>
/// <remarks>
/// Sources: https://cloud.google.com/storage/docs/json_api/v1/objects#resource,
/// https://github.com/googleapis/google-cloudevents (StorageObjectData). Numbers come as text or as numbers.
/// </remarks>
internal static class GcsNotification
{
    /// <summary>The resource alone, as it lies in a message of a topic whose attributes were taken off.</summary>
    internal static readonly NotificationFormat Resource = new(
        message => message.TextAt("kind") == "storage#object",
        (message, _) => ReadObject(message));

    internal static Notification ReadObject(JsonElement resource)
    {
        string? bucket = resource.TextAt("bucket");
        string? name = resource.TextAt("name");
        if (resource.TextAt("resourceState") == "not_exists")
        {
            return new Notification.Nothing("the object was deleted");
        }

        return bucket is null || name is null
            ? new Notification.Unknown("an event of Cloud Storage without a bucket or name")
            : Notification.One(new BatchReference($"gs://{bucket}/{name}")
            {
                Etag = resource.EtagAt("etag"),
                Version = resource.TextAt("generation"),
                Bytes = resource.NumberAt("size"),
            });
    }
}
