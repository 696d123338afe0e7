using CloudNative.CloudEvents;
using Connectors.Hosting;
using Google.Cloud.Functions.Framework;
using Google.Events.Protobuf.Cloud.Storage.V1;
using Google.Protobuf;

namespace Connectors.Managed.Google;

/// <summary>An event of Cloud Storage, by Eventarc.</summary>
public sealed class StorageFunction(HostedConnector connector) : ICloudEventFunction<StorageObjectData>
{
    public Task HandleAsync(CloudEvent cloudEvent, StorageObjectData data, CancellationToken cancellationToken) =>
        connector.DeliverEventAsync(cloudEvent.Type!, JsonFormatter.Default.Format(data), cancellationToken);
}
