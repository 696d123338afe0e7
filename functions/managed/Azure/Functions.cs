using Connectors.Hosting;
using Microsoft.Azure.Functions.Worker;

namespace Connectors.Managed.Azure;

/// <summary>The functions of an isolated worker: a message goes to the connector as it came.</summary>
public sealed class Functions(HostedConnector connector)
{
    /// <summary>A message of the work queue: Event Grid's, or one that the connector put there itself.</summary>
    [Function("Deliver")]
    public Task DeliverAsync(
        [QueueTrigger("%LOG_QUEUE%", Connection = "LogQueue")] string message, CancellationToken stop) =>
        connector.DeliverAsync(message, left: null, requestId: null, stop);

    /// <summary>An event that Event Grid sends to the function itself.</summary>
    [Function("DeliverEvent")]
    public Task DeliverEventAsync([EventGridTrigger] string gridEvent, CancellationToken stop) =>
        connector.DeliverAsync(gridEvent, left: null, requestId: null, stop);
}
