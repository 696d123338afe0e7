using System.Net;
using System.Text;
using CloudNative.CloudEvents;
using Connectors.EndToEnd.Emulators;
using Connectors.EndToEnd.Hosts;
using Connectors.Hosting;
using Connectors.Managed.Google;
using Google.Events.Protobuf.Cloud.PubSub.V1;
using Google.Events.Protobuf.Cloud.Storage.V1;
using Google.Protobuf;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Managed;

/// <summary>The adapter for Google's functions framework beside the native host.</summary>
public sealed class GoogleTests(IntakeProcess intake, GoogleEmulator store)
    : ManagedTest(intake, store), IClassFixture<IntakeProcess>, IClassFixture<GoogleEmulator>
{
    private const string Finalized = "google.cloud.storage.object.v1.finalized";
    private const string Published = "google.cloud.pubsub.topic.v1.messagePublished";

    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    protected override IReadOnlyDictionary<string, string> Platform { get; } =
        new Dictionary<string, string> { ["K_SERVICE"] = "connector" };

    [Theory]
    [InlineData("there", Finalized, Acknowledged, Records)]
    [InlineData("there", "google.cloud.storage.object.v1.deleted", Acknowledged, 0)]
    [InlineData("nowhere", Finalized, Failed, 0)]
    [InlineData("there", "com.example.unheard-of", Failed, 0)]
    public async Task An_event_of_storage_is_answered_the_same(string name, string type, string answer, int delivered)
    {
        string key = await PutBatchAsync("a b+c.log.gz");
        string data = Resource(name == "there" ? key : name).ToString(Formatting.None);
        Deed native = await PostAsync(data, type);
        Assert.Equal((answer, delivered), (native.Answer, native.Ids.Count));
        Deed.AssertSame(native, await DoAsync(typeof(StorageFunction), connector => AnswerAsync(
            new StorageFunction(connector).HandleAsync(
                new CloudEvent { Type = type }, Parser.Parse<StorageObjectData>(data), Cancel))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_message_of_a_topic_is_answered_the_same_whether_its_attributes_tell_the_object_or_its_data_do(
        bool hasAttributes)
    {
        string key = await PutBatchAsync("a b+c.log.gz");
        JObject attributes = hasAttributes
            ? new() { ["eventType"] = "OBJECT_FINALIZE", ["bucketId"] = "logs", ["objectId"] = key }
            : [];
        string push = Push(Resource(key).ToString(Formatting.None), attributes);
        Deed native = await PostAsync(push, type: null);
        Assert.Equal((Acknowledged, Records), (native.Answer, native.Ids.Count));
        Deed.AssertSame(native, await DoAsync(typeof(PubSubFunction), connector => HandleAsync(connector, push)));
    }

    [Fact]
    public async Task A_message_that_names_nothing_that_is_known_fails_the_same()
    {
        string push = Push("hello", []);
        Deed native = await PostAsync(push, type: null);
        Assert.Equal(Failed, native.Answer);
        Deed.AssertSame(native, await DoAsync(typeof(PubSubFunction), connector => HandleAsync(connector, push)));
    }

    [Fact]
    public async Task When_nobody_waits_any_more_delivering_ends()
    {
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":2000,"most":2100}}""");
        await using var log = new StringWriter();
        using HostedConnector connector = StartHosted(typeof(PubSubFunction), log);
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        gone.CancelAfter(TimeSpan.FromMilliseconds(300));
        string push = Push(Pointer(WriteBatch("firewall_events", 100)), []);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new PubSubFunction(connector).HandleAsync(
            new CloudEvent { Type = Published }, Parser.Parse<MessagePublishedData>(push), gone.Token));
    }

    private static Task<string> HandleAsync(HostedConnector connector, string push) => AnswerAsync(
        new PubSubFunction(connector).HandleAsync(
            new CloudEvent { Type = Published }, Parser.Parse<MessagePublishedData>(push), Cancel));

    private async Task<Deed> PostAsync(string body, string? type)
    {
        int port = LoopbackPort.Free();
        var address = new Uri($"http://127.0.0.1:{port}/");
        return await DoNativeAsync(new() { ["K_SERVICE"] = "connector", ["PORT"] = $"{port}" }, async () =>
        {
            await WaitForServerAsync(new Uri(address, "healthz"));
            using var request = new HttpRequestMessage(HttpMethod.Post, address)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
            };
            if (type is not null)
            {
                request.Headers.Add("ce-type", type);
            }

            using HttpResponseMessage response = await Http.SendAsync(request, Cancel);
            return response.StatusCode == HttpStatusCode.NoContent ? Acknowledged : Failed;
        });
    }

    private static JObject Resource(string key) => new()
    {
        ["kind"] = "storage#object",
        ["name"] = key,
        ["bucket"] = "logs",
        ["size"] = "4711",
        ["contentType"] = "text/plain",
        ["timeCreated"] = "2026-11-22T08:00:01.230Z",
    };

    private static string Push(string data, JObject attributes) => new JObject
    {
        ["message"] = new JObject
        {
            ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(data)),
            ["attributes"] = attributes,
            ["messageId"] = "1",
        },
        ["subscription"] = "projects/p/subscriptions/s",
    }.ToString(Formatting.None);
}
