namespace Connectors.EndToEnd.Emulators;

/// <summary>An emulator of an object store, with one bucket.</summary>
public abstract class StoreEmulator(string name) : EmulatorProcess(name)
{
    protected const string Bucket = "logs";

    /// <summary>What every URI of the bucket begins with.</summary>
    public abstract string Root { get; }

    /// <summary>The port of the store.</summary>
    public int Port => Ports[0];

    /// <summary>The settings that lead a connector to it.</summary>
    /// <param name="port">Its port, or that of somebody in between.</param>
    public abstract Dictionary<string, string> Settings(int port);

    /// <summary>Writes an object.</summary>
    public abstract Task PutAsync(string key, byte[] content);
}

/// <summary>S3.</summary>
public sealed class S3Emulator() : StoreEmulator("aws")
{
    public override string Root => $"s3://{Bucket}/";

    public override Dictionary<string, string> Settings(int port) => new()
    {
        ["CONNECTOR_S3_ENDPOINT"] = $"http://127.0.0.1:{port}",
        ["AWS_ACCESS_KEY_ID"] = "any",
        ["AWS_SECRET_ACCESS_KEY"] = "any",
    };

    public override Task PutAsync(string key, byte[] content) => SendAsync($"{Bucket}/{key}", content);

    /// <summary>Makes a queue.</summary>
    public Task CreateQueueAsync(string name) => AskSqsAsync("CreateQueue", new() { ["QueueName"] = name });

    /// <summary>Puts a message into a queue.</summary>
    public Task SendAsync(string queue, string message) => AskSqsAsync("SendMessage", new()
    {
        ["QueueUrl"] = $"http://127.0.0.1:{Port}/000000000000/{queue}",
        ["MessageBody"] = message,
    });

    protected override Task PrepareAsync() => SendAsync(Bucket, []);

    private async Task AskSqsAsync(string operation, Newtonsoft.Json.Linq.JObject body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"http://127.0.0.1:{Port}");
        request.Headers.Add("X-Amz-Target", $"AmazonSQS.{operation}");
        request.Content = new StringContent(body.ToString(), System.Text.Encoding.UTF8, "application/x-amz-json-1.0");
        using HttpResponseMessage reply = await Http.SendAsync(request);
        reply.EnsureSuccessStatusCode();
    }

    // It checks no signature.
    private async Task SendAsync(string path, byte[] content)
    {
        using var body = new ByteArrayContent(content);
        using HttpResponseMessage reply = await Http.PutAsync($"http://127.0.0.1:{Port}/{path}", body);
        reply.EnsureSuccessStatusCode();
    }
}

/// <summary>Google Cloud Storage.</summary>
public sealed class GoogleEmulator() : StoreEmulator("google")
{
    public override string Root => $"gs://{Bucket}/";

    public override Dictionary<string, string> Settings(int port) => new()
    {
        ["CONNECTOR_GCS_ENDPOINT"] = $"http://127.0.0.1:{port}",
    };

    public override async Task PutAsync(string key, byte[] content)
    {
        string url = $"http://127.0.0.1:{Port}/upload/storage/v1/b/{Bucket}/o?uploadType=media&name="
            + Uri.EscapeDataString(key);
        using var body = new ByteArrayContent(content);
        body.Headers.ContentType = new("application/octet-stream");
        using HttpResponseMessage reply = await Http.PostAsync(url, body);
        reply.EnsureSuccessStatusCode();
    }

    // A bucket is there when its first object is.
    protected override Task PrepareAsync() => Task.CompletedTask;
}

/// <summary>Azure blobs.</summary>
public sealed class AzureEmulator() : StoreEmulator("azure")
{
    private const string Account = "devstoreaccount1";

    // Everybody's: https://learn.microsoft.com/azure/storage/common/storage-connect-azurite
    private const string Key =
        "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    public override string Root => $"az://{Account}/{Bucket}/";

    public override Dictionary<string, string> Settings(int port) => new()
    {
        ["CONNECTOR_AZURE_STORAGE_CONNECTION"] = Connection(port),
    };

    public override async Task PutAsync(string key, byte[] content) =>
        await Container(Bucket).GetBlobClient(key).UploadAsync(BinaryData.FromBytes(content), overwrite: true);

    /// <summary>Makes a further container.</summary>
    public async Task CreateAsync(string container) => await Container(container).CreateIfNotExistsAsync();

    /// <summary>Makes a queue.</summary>
    public async Task<Azure.Storage.Queues.QueueClient> CreateQueueAsync(string name)
    {
        var queue = new Azure.Storage.Queues.QueueClient(
            Connection(Port) + $"QueueEndpoint=http://127.0.0.1:{Ports[1]}/{Account};",
            name,
            new Azure.Storage.Queues.QueueClientOptions(
                Azure.Storage.Queues.QueueClientOptions.ServiceVersion.V2025_01_05));
        await queue.CreateIfNotExistsAsync();
        return queue;
    }

    /// <summary>The URL of a request that needs no other authorization.</summary>
    /// <param name="service">0: blobs, 1: queues.</param>
    /// <param name="target">Path and query, without the account.</param>
    public string Signed(int service, string target)
    {
        string token = new Azure.Storage.Sas.AccountSasBuilder(
            Azure.Storage.Sas.AccountSasPermissions.All, DateTimeOffset.UtcNow.AddHours(1),
            Azure.Storage.Sas.AccountSasServices.All, Azure.Storage.Sas.AccountSasResourceTypes.All)
            .ToSasQueryParameters(new Azure.Storage.StorageSharedKeyCredential(Account, Key)).ToString();
        string sign = target.Contains('?', StringComparison.Ordinal) ? "&" : "?";
        return $"http://127.0.0.1:{Ports[service]}/{Account}{target}{sign}{token}";
    }

    protected override Task PrepareAsync() => CreateAsync(Bucket);

    private Azure.Storage.Blobs.BlobContainerClient Container(string name) => new(
        Connection(Port),
        name,
        new Azure.Storage.Blobs.BlobClientOptions(Azure.Storage.Blobs.BlobClientOptions.ServiceVersion.V2025_01_05));

    private static string Connection(int port) => "DefaultEndpointsProtocol=http;"
        + $"AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/{Account};";
}
