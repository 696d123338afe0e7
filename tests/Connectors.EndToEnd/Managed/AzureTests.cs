using System.Text;
using Connectors.EndToEnd.Emulators;
using Connectors.EndToEnd.Hosts;
using Connectors.Hosting;
using Connectors.Managed.Azure;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Managed;

/// <summary>The adapter for Azure's isolated worker beside the native host.</summary>
public sealed class AzureTests(IntakeProcess intake, AzureEmulator store)
    : ManagedTest(intake, store), IClassFixture<IntakeProcess>, IClassFixture<AzureEmulator>
{
    [Theory]
    [InlineData("there", "Microsoft.Storage.BlobCreated", Acknowledged, Records)]
    [InlineData("there", "Microsoft.Storage.BlobDeleted", Acknowledged, 0)]
    [InlineData("nowhere", "Microsoft.Storage.BlobCreated", Failed, 0)]
    public async Task An_event_of_a_blob_is_answered_the_same_from_the_queue_and_from_event_grid(
        string name, string type, string answer, int delivered)
    {
        string key = await PutBatchAsync("a b+c.log.gz");
        string gridEvent = GridEvent(name == "there" ? key : name, type);
        Deed native = await InvokeAsync(gridEvent);
        Assert.Equal((answer, delivered), (native.Answer, native.Ids.Count));
        Deed.AssertSame(native, await DoAsync(typeof(Functions), connector => AnswerAsync(
            new Functions(connector).DeliverAsync(gridEvent, Cancel))));
        Deed.AssertSame(native, await DoAsync(typeof(Functions), connector => AnswerAsync(
            new Functions(connector).DeliverEventAsync(gridEvent, Cancel))));
    }

    [Theory]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("""{"hello":"world"}""")]
    public async Task A_message_that_is_no_event_is_answered_the_same(string message)
    {
        await PutBatchAsync("another.log.gz");
        Deed native = await InvokeAsync(message);
        Deed.AssertSame(native, await DoAsync(typeof(Functions), connector => AnswerAsync(
            new Functions(connector).DeliverAsync(message, Cancel))));
        string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(message));
        Deed.AssertSame(native, await DoAsync(typeof(Functions), connector => AnswerAsync(
            new Functions(connector).DeliverAsync(encoded, Cancel))));
    }

    [Fact]
    public async Task Asked_to_stop_it_settles_what_it_has_begun_and_the_rest_is_continued()
    {
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":100,"most":120}}""");
        await using var log = new StringWriter();
        using HostedConnector connector = StartHosted(typeof(Functions), log, new()
        {
            ["CONNECTOR_CONTINUATION_QUEUE"] = "file://" + Queue,
            ["CONNECTOR_GRACE"] = "3",
            ["CONNECTOR_CONCURRENCY"] = "1",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = "100000",
        });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        Task function = new Functions(connector).DeliverAsync(
            Pointer(WriteBatch("firewall_events", 20_000)), stop.Token);
        await WaitForEventsAsync(500);
        await stop.CancelAsync();
        Assert.Equal(Acknowledged, await AnswerAsync(function));
        Assert.Equal("Continued", (string)Assert.Single(Log(log.ToString(), "LogLedger"))["outcome"]!);
        Assert.Contains("continuation", TakeMessage(), StringComparison.Ordinal);
    }

    private async Task<Deed> InvokeAsync(string message)
    {
        int port = LoopbackPort.Free();
        var host = new FunctionHostStub(Http, port);
        return await DoNativeAsync(new() { ["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}" }, async () =>
        {
            await WaitForServerAsync(host.Address);
            return (await host.InvokeAsync(message)).How == "succeeded" ? Acknowledged : Failed;
        });
    }

    // The emulator's blobs stand under an address of the account's own path.
    private static string GridEvent(string key, string type) => new JArray(new JObject
    {
        ["topic"] = "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/devstoreaccount1",
        ["subject"] = "/blobServices/default/containers/logs/blobs/" + key,
        ["eventType"] = type,
        ["id"] = "1",
        ["data"] = new JObject
        {
            ["api"] = "PutBlockList",
            ["contentLength"] = 4711,
            ["url"] = "http://127.0.0.1:10000/devstoreaccount1/logs/"
                + string.Join('/', key.Split('/').Select(Uri.EscapeDataString)),
        },
    }).ToString(Formatting.None);
}
