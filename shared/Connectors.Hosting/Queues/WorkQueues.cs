using Amazon;
using Amazon.Runtime;
using Amazon.SQS;
using Azure.Storage.Queues;
using Connectors.Delivery;

namespace Connectors.Hosting;

/// <summary>Opens queues by their URIs.</summary>
/// <param name="options">The settings.</param>
/// <param name="clients">What they share with the stores.</param>
/// <param name="time">The clock.</param>
internal sealed class WorkQueues(CloudOptions options, CloudClients clients, TimeProvider time)
{
    private const string AnyRegion = "us-east-1"; // an emulator wants some region in signatures

    /// <summary>The queue behind a URI.</summary>
    /// <exception cref="IOException">The settings do not say enough to make its client.</exception>
    internal IWorkQueue Open(QueueUri queue) => queue.Kind switch
    {
        QueueKind.Folder => new FolderWorkQueue(queue.Name, time),
        QueueKind.Sqs => OpenSqs(queue),
        QueueKind.Azure => new AzureQueue(CreateAzure(queue), time),
        QueueKind.Cloudflare => new CloudflareQueue(
            $"https://api.cloudflare.com/client/v4/accounts/{queue.Account}/queues/{queue.Name}",
            clients.Http,
            new FixedToken(options.CloudflareToken ?? throw new IOException("CONNECTOR_CLOUDFLARE_TOKEN must be set")),
            time),
        _ => new PubSubTopic(
            $"https://pubsub.googleapis.com/v1/projects/{queue.Account}/topics/{queue.Name}",
            clients.Http,
            clients.GoogleTokens),
    };

    private SqsQueue OpenSqs(QueueUri queue)
    {
        // sqs.<region>.amazonaws.com; an emulator has another name.
        string[] host = new Uri(queue.Account).Host.Split('.');
        var config = new AmazonSQSConfig { HttpClientFactory = clients.AmazonTransport };
        if (host is ["sqs", var region, "amazonaws", ..])
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }
        else
        {
            config.ServiceURL = queue.Account;
            config.AuthenticationRegion = options.S3Region ?? AnyRegion;
        }

        try
        {
            return new SqsQueue(new AmazonSQSClient(config), queue.Name);
        }
        catch (AmazonClientException fault)
        {
            throw new IOException($"the queue {queue.Name} cannot be asked: {fault.Message}", fault);
        }
    }

    private QueueClient CreateAzure(QueueUri queue)
    {
        // The version and the connection string: as for blobs.
        var client = new QueueClientOptions(QueueClientOptions.ServiceVersion.V2025_01_05)
        {
            Transport = clients.AzureTransport,
            MessageEncoding = QueueMessageEncoding.None,
        };
        if (options.AzureConnection is not { } connection)
        {
            var url = new Uri($"https://{queue.Account}.queue.{options.AzureSuffix}/{queue.Name}");
            return new QueueClient(url, clients.AzureIdentity, client);
        }

        try
        {
            return new QueueClient(connection.Value, queue.Name, client);
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw new IOException("CONNECTOR_AZURE_STORAGE_CONNECTION is no connection string", fault);
        }
    }

    private sealed class FixedToken(Secret token) : IBearerTokens
    {
        public async ValueTask<string?> GetAsync(bool mustBeNew, CancellationToken cancel)
        {
            if (mustBeNew)
            {
                await token.ReadAgainAsync(token.Value, cancel);
            }

            return token.Value;
        }
    }
}
