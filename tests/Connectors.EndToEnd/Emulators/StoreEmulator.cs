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

    protected override Task PrepareAsync() => SendAsync(Bucket, []);

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
        await Container().GetBlobClient(key).UploadAsync(BinaryData.FromBytes(content), overwrite: true);

    protected override async Task PrepareAsync() => await Container().CreateAsync();

    private Azure.Storage.Blobs.BlobContainerClient Container() => new(
        Connection(Port),
        Bucket,
        new Azure.Storage.Blobs.BlobClientOptions(Azure.Storage.Blobs.BlobClientOptions.ServiceVersion.V2025_01_05));

    private static string Connection(int port) => "DefaultEndpointsProtocol=http;"
        + $"AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{port}/{Account};";
}
