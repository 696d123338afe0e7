using Connectors.Delivery;
using Connectors.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connectors.EndToEnd.Emulators;

/// <summary>A queue of Amazon SQS.</summary>
public sealed class SqsTests(S3Emulator emulator) : QueueTests, IClassFixture<S3Emulator>
{
    private protected override async Task<IWorkQueue> CreateAsync(string name)
    {
        emulator.SkipUnlessInstalled();
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "any"); // the client asks nobody else for them
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "any");
        await emulator.CreateQueueAsync(name);
        return Open($"http://127.0.0.1:{emulator.Port}/000000000000/{name}", []);
    }
}

/// <summary>A queue of an Azure storage account.</summary>
public sealed class AzureQueueTests(AzureEmulator emulator) : QueueTests, IClassFixture<AzureEmulator>
{
    private protected override async Task<IWorkQueue> CreateAsync(string name)
    {
        emulator.SkipUnlessInstalled();
        string connection = emulator.Settings(emulator.Port).Values.Single()
            + $"QueueEndpoint=http://127.0.0.1:{emulator.Ports[1]}/devstoreaccount1;";
        await emulator.CreateQueueAsync(name);
        return Open($"azq://devstoreaccount1/{name}", new() { ["CONNECTOR_AZURE_STORAGE_CONNECTION"] = connection });
    }
}

/// <summary>What holds for every queue that is pulled.</summary>
public abstract class QueueTests
{
    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_comes_until_it_is_deleted()
    {
        IWorkQueue queue = await CreateAsync("work");
        Assert.Null(await queue.SendAsync("""{"who":"Zoë"}""", Cancel));
        QueueMessage first = Assert.Single(await queue.ReceiveAsync(10, Cancel));
        Assert.Equal(("""{"who":"Zoë"}""", 1), (first.Body, first.Deliveries));

        QueueMessage hidden = (await queue.HideAsync(first, TimeSpan.FromMinutes(1), Cancel))!;
        Assert.NotNull(await queue.HideAsync(hidden, TimeSpan.Zero, Cancel));
        QueueMessage second = Assert.Single(await queue.ReceiveAsync(10, Cancel));
        Assert.Equal((first.Id, first.Body, 2), (second.Id, second.Body, second.Deliveries));
        Assert.True(await queue.DeleteAsync(second, Cancel));

        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        soon.CancelAfter(TimeSpan.FromSeconds(3));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => queue.ReceiveAsync(10, soon.Token));
    }

    [Fact]
    public async Task A_queue_that_is_not_there_is_told()
    {
        await CreateAsync("here");
        IWorkQueue missing = Missing!;
        Assert.Contains("does not do it", await missing.SendAsync("{}", Cancel), StringComparison.Ordinal);
        await Assert.ThrowsAsync<IOException>(() => missing.ReceiveAsync(1, Cancel));
    }

    /// <summary>Opens a queue beside the last one that was created, which nobody has created.</summary>
    private IWorkQueue? Missing { get; set; }

    private protected abstract Task<IWorkQueue> CreateAsync(string name);

    private protected IWorkQueue Open(string uri, Dictionary<string, string> settings)
    {
        var outside = new Surroundings(TimeProvider.System, () => 0, NullLoggerFactory.Instance);
        CloudOptions options = CloudOptions.Read(new SettingsReader(settings), allowsHttp: false);
        var clients = new CloudClients(options, new HttpClient(), outside);
        var queues = new WorkQueues(options, clients, TimeProvider.System);
        Missing = queues.Open(QueueUri.Parse(uri + "-missing")!);
        return queues.Open(QueueUri.Parse(uri)!);
    }
}
