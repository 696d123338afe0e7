using System.Collections.Concurrent;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SimpleSystemsManagement;
using Amazon.SimpleSystemsManagement.Model;
using Azure.Core.Pipeline;
using Azure.Storage.Blobs;
using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// The clients of the clouds, each made when it is asked for first: a connector pays only for the cloud that it runs
/// in. For several threads.
/// </summary>
internal sealed class CloudClients
{
    private const string AnyRegion = "us-east-1"; // a store that only speaks like S3 wants some region in signatures
    private const int Retries = 3;

    private readonly CloudOptions options;
    private readonly HttpClient connections;
    private readonly ConcurrentDictionary<string, ICloudStore> stores = new();
    private readonly Lazy<GoogleTokens> googleTokens;
    private readonly Lazy<AzureIdentity> azureIdentity;

    /// <param name="options">The settings.</param>
    /// <param name="connections">The connections of all clients, so that they trust the same authorities.</param>
    /// <param name="outside">The clock, and chance.</param>
    internal CloudClients(CloudOptions options, HttpClient connections, Surroundings outside)
    {
        this.options = options;
        this.connections = connections;
        Http = new CloudHttp(connections, outside);
        googleTokens = new(() => new GoogleTokens(options, Http, outside.Time));
        azureIdentity = new(() => new AzureIdentity(options.AzureIdentity, Http, outside.Time));
    }

    /// <summary>For requests without a client of their own.</summary>
    internal CloudHttp Http { get; }

    /// <summary>For Google's APIs.</summary>
    internal IBearerTokens GoogleTokens => googleTokens.Value;

    /// <summary>For Azure's APIs.</summary>
    internal AzureIdentity AzureIdentity => azureIdentity.Value;

    /// <summary>The connections, for clients that make their requests themselves.</summary>
    internal HttpClientTransport AzureTransport => new(connections);

    /// <summary>The connections, for clients that make their requests themselves.</summary>
    internal HttpClientFactory AmazonTransport => new Connections(connections);

    /// <summary>The store that holds an object.</summary>
    /// <exception cref="StoreException">The settings do not say enough to make its client.</exception>
    internal ICloudStore StoreOf(ObjectUri target) =>
        stores.GetOrAdd($"{target.Scheme}://{target.Account}", _ => target.Scheme switch
        {
            ObjectUri.S3 => CreateS3(),
            ObjectUri.R2 => CreateR2(target.Account),
            ObjectUri.Azure => CreateAzure(target.Account),
            _ => new GoogleStore(options.GoogleStorageEndpoint, Http, GoogleTokens),
        });

    /// <summary>A parameter of AWS Systems Manager, or by its long name a secret of AWS Secrets Manager.</summary>
    /// <exception cref="IOException">It cannot be read.</exception>
    internal async Task<string> ReadParameterAsync(string name, CancellationToken cancel)
    {
        var config = new AmazonSimpleSystemsManagementConfig { HttpClientFactory = AmazonTransport };
        if (options.S3Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        try
        {
            using var client = new AmazonSimpleSystemsManagementClient(config);
            var request = new GetParameterRequest { Name = name, WithDecryption = true };
            return (await client.GetParameterAsync(request, cancel)).Parameter.Value;
        }
        catch (Exception fault) when (S3Faults.IsFault(fault, cancel))
        {
            throw new IOException(fault.Message, fault);
        }
    }

    private S3Store CreateS3()
    {
        var config = new AmazonS3Config { HttpClientFactory = AmazonTransport, MaxErrorRetry = Retries };
        if (options.S3Endpoint is { } endpoint)
        {
            Point(config, endpoint, options.S3Region ?? AnyRegion);
        }
        else if (options.S3Region is { } region)
        {
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        }

        try
        {
            // gzip has a checksum of its own, which is checked; a second one would cost time for nothing.
            config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
            return new S3Store(new AmazonS3Client(config));
        }
        catch (AmazonClientException fault)
        {
            throw S3Faults.Explain(fault, "");
        }
    }

    private S3Store CreateR2(string account)
    {
        if (options.R2AccessKeyId is null || options.R2SecretAccessKey is null)
        {
            throw Wrong("set CONNECTOR_R2_ACCESS_KEY_ID and CONNECTOR_R2_SECRET_ACCESS_KEY");
        }

        var config = new AmazonS3Config { HttpClientFactory = AmazonTransport, MaxErrorRetry = Retries };
        Point(config, options.R2Endpoint ?? new Uri($"https://{account}.r2.cloudflarestorage.com"), "auto");
        var keys = new BasicAWSCredentials(options.R2AccessKeyId, options.R2SecretAccessKey.Value);
        return new S3Store(new AmazonS3Client(keys, config));
    }

    // Not every store that speaks like S3 knows the checksums that Amazon added later.
    private static void Point(AmazonS3Config config, Uri endpoint, string region)
    {
        config.ServiceURL = endpoint.AbsoluteUri;
        config.ForcePathStyle = true;
        config.AuthenticationRegion = region;
        config.RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED;
        config.ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED;
    }

    private AzureStore CreateAzure(string account)
    {
        // Not the newest version of the protocol: clouds of their own and emulators learn it late.
        var client = new BlobClientOptions(BlobClientOptions.ServiceVersion.V2025_01_05)
        {
            Transport = AzureTransport,
        };
        client.Retry.MaxRetries = Retries;
        if (options.AzureConnection is not { } connection)
        {
            var endpoint = new Uri($"https://{account}.blob.{options.AzureSuffix}");
            return new AzureStore(new BlobServiceClient(endpoint, AzureIdentity, client));
        }

        try
        {
            var blobs = new BlobServiceClient(connection.Value, client);
            return blobs.AccountName == account
                ? new AzureStore(blobs)
                : throw Wrong($"CONNECTOR_AZURE_STORAGE_CONNECTION is of another account: {blobs.AccountName}");
        }
        catch (Exception fault) when (fault is FormatException or ArgumentException)
        {
            throw Wrong("CONNECTOR_AZURE_STORAGE_CONNECTION is no connection string");
        }
    }

    private static StoreException Wrong(string setting) =>
        new(new Problem(ReasonCodes.SettingsWrong, setting), isPassing: false);

    private sealed class Connections(HttpClient client) : HttpClientFactory
    {
        public override HttpClient CreateHttpClient(IClientConfig clientConfig) => client;

        public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

        public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;
    }
}
