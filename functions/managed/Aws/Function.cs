using System.Globalization;
using System.Text.Json;
using Amazon.Lambda.Core;
using Amazon.Lambda.S3Events;
using Amazon.Lambda.Serialization.SystemTextJson;
using Amazon.Lambda.SQSEvents;
using Connectors.Hosting;

[assembly: LambdaSerializer(typeof(DefaultLambdaJsonSerializer))]

namespace Connectors.Managed.Aws;

/// <summary>The handlers of a Lambda function; what they are told goes to the connector as it is.</summary>
public sealed class Function(HostedConnector connector)
{
    /// <summary>What the runtime calls; when settings are wrong, it tells them as the reason.</summary>
    public Function()
        : this(Destinations.Start())
    {
    }

    /// <summary>
    /// Handles a queue's event. The event source mapping must ask for <c>ReportBatchItemFailures</c>: without it, the
    /// answer is not read and messages that failed are deleted.
    /// </summary>
    public async Task<SQSBatchResponse> HandleAsync(SQSEvent queueEvent, ILambdaContext context)
    {
        IEnumerable<HostedMessage> messages = (queueEvent.Records ?? []).Select(message =>
            new HostedMessage(message.MessageId, message.Body, Deliveries(message)));
        IReadOnlyList<string> failed =
            await connector.DeliverEachAsync(messages, context.RemainingTime, context.AwsRequestId);
        return new SQSBatchResponse(
            [.. failed.Select(id => new SQSBatchResponse.BatchItemFailure { ItemIdentifier = id })]);
    }

    /// <summary>Handles an event that the bucket sends to the function itself.</summary>
    public Task HandleObjectsAsync(S3Event bucketEvent, ILambdaContext context)
    {
        // As S3 wrote it: the reader of notifications knows that form, and decodes the key.
        var items = (bucketEvent.Records ?? []).Select(item => new
        {
            eventName = item.EventName,
            s3 = new
            {
                bucket = new { name = item.S3.Bucket.Name },
                @object = new
                {
                    key = item.S3.Object.Key,
                    size = item.S3.Object.Size,
                    eTag = item.S3.Object.ETag,
                    versionId = item.S3.Object.VersionId,
                },
            },
        });
        return connector.DeliverAsync(
            JsonSerializer.Serialize(new { Records = items }), context.RemainingTime, context.AwsRequestId,
            CancellationToken.None);
    }

    private static int Deliveries(SQSEvent.SQSMessage message) =>
        message.Attributes?.GetValueOrDefault("ApproximateReceiveCount") is { } count
        && int.TryParse(count, CultureInfo.InvariantCulture, out int deliveries)
            ? deliveries
            : 0;
}
