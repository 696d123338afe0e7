using CloudNative.CloudEvents;
using Connectors.Hosting;
using Google.Cloud.Functions.Framework;
using Google.Events.Protobuf.Cloud.PubSub.V1;
using Google.Protobuf;

namespace Connectors.Managed.Google;

/// <summary>
/// A message of Pub/Sub, by Eventarc or pushed: notifications of a bucket, and what the connector put there itself.
/// </summary>
public sealed class PubSubFunction(HostedConnector connector) : ICloudEventFunction<MessagePublishedData>
{
    public Task HandleAsync(CloudEvent cloudEvent, MessagePublishedData data, CancellationToken cancellationToken) =>
        connector.DeliverEventAsync(cloudEvent.Type!, JsonFormatter.Default.Format(data), cancellationToken);
}
