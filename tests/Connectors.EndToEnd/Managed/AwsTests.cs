using Amazon.Lambda.S3Events;
using Amazon.Lambda.SQSEvents;
using Connectors.EndToEnd.Emulators;
using Connectors.EndToEnd.Hosts;
using Connectors.Hosting;
using Connectors.Managed.Aws;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Managed;

/// <summary>The adapter for Lambda's managed runtime beside the native host.</summary>
public sealed class AwsTests(IntakeProcess intake, S3Emulator store)
    : ManagedTest(intake, store), IClassFixture<IntakeProcess>, IClassFixture<S3Emulator>
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    // The vendor's client for objects looks for these in its own process.
    static AwsTests()
    {
        Environment.SetEnvironmentVariable("AWS_ACCESS_KEY_ID", "any");
        Environment.SetEnvironmentVariable("AWS_SECRET_ACCESS_KEY", "any");
    }

    [Fact]
    public async Task Of_a_queues_event_the_same_messages_fail()
    {
        string there = Notification(await PutBatchAsync("a b+c.log.gz"));
        string queueEvent = QueueEvent(
            there, Notification("nowhere"), """{"Event":"s3:TestEvent"}""", "{}", Topic(there));
        Deed native = await DoNativeAsync(queueEvent);
        Assert.Equal("""{"batchItemFailures":[{"itemIdentifier":"m2"},{"itemIdentifier":"m4"}]}""", native.Answer);
        Assert.Equal(Records, native.Ids.Count);
        Deed.AssertSame(native, await DoAsync(typeof(Function), connector => HandleAsync(connector, queueEvent)));
    }

    [Fact]
    public async Task When_all_messages_fail_the_invocation_does()
    {
        string queueEvent = QueueEvent(Notification("nowhere"), "hello");
        await PutBatchAsync("another.log.gz");
        Deed native = await DoNativeAsync(queueEvent);
        Assert.Contains("there is no such", native.Answer, StringComparison.Ordinal);
        Deed.AssertSame(native, await DoAsync(typeof(Function), connector => HandleAsync(connector, queueEvent)));
    }

    [Theory]
    [InlineData("there", "ObjectCreated:CompleteMultipartUpload", Records)]
    [InlineData("there", "ObjectRemoved:Delete", 0)]
    [InlineData("nowhere", "ObjectCreated:Put", 0)]
    public async Task An_event_of_a_bucket_is_answered_the_same(string name, string what, int delivered)
    {
        string key = await PutBatchAsync("a b+c.log.gz");
        string bucketEvent = Notification(name == "there" ? key : name, what);
        Deed native = await DoNativeAsync(bucketEvent);
        Deed managed = await DoAsync(typeof(Function), connector => HandleObjectsAsync(connector, bucketEvent));
        Assert.Equal(delivered, native.Ids.Count);
        Deed.AssertSame(native, managed);
    }

    [Fact]
    public async Task When_the_time_ends_the_rest_is_continued_by_whoever_gets_it()
    {
        const int records = 8_000;
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":100,"most":120}}""");
        var slow = new Dictionary<string, string>
        {
            ["CONNECTOR_CONTINUATION_QUEUE"] = "file://" + Queue,
            ["CONNECTOR_CONCURRENCY"] = "1",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = "100000",
        };
        await using var log = new StringWriter();
        using HostedConnector connector = StartHosted(typeof(Function), log, slow);
        string queueEvent = QueueEvent(Pointer(WriteBatch("firewall_events", records)));
        SQSBatchResponse response = await new Function(connector).HandleAsync(
            Typed<SQSEvent>(queueEvent), LambdaContextStub.Of(TimeSpan.FromSeconds(3)));
        Assert.Empty(response.BatchItemFailures);
        JObject ledger = Assert.Single(Log(log.ToString(), "LogLedger"));
        Assert.Equal(
            ("Continued", LambdaContextStub.RequestId), ((string)ledger["outcome"]!, (string)ledger["requestId"]!));

        await Intake.SetFaultsAsync("""{"latencyMs":{"least":0,"most":0}}""");
        await using var api = new RuntimeApiStub();
        using ConnectorProcess native = StartWith(new(slow) { ["AWS_LAMBDA_RUNTIME_API"] = api.Authority });
        LambdaReply reply = await api.InvokeAsync(QueueEvent(TakeMessage()!), Usual);
        Assert.Equal("""{"batchItemFailures":[]}""", reply.Body);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((records, 0), (arrivals.DistinctIds, arrivals.Duplicates));
    }

    [Fact]
    public async Task An_event_of_another_shape_fails()
    {
        await using var log = new StringWriter();
        using HostedConnector connector = StartHosted(typeof(Function), log);
        var function = new Function(connector);
        await Assert.ThrowsAsync<NotDeliveredException>(
            () => function.HandleAsync(Typed<SQSEvent>("{}"), LambdaContextStub.Of(Usual)));
        await Assert.ThrowsAsync<NotDeliveredException>(
            () => function.HandleObjectsAsync(Typed<S3Event>("{}"), LambdaContextStub.Of(Usual)));
    }

    // The platform's serializer reads names in any case, and so does this one.
    private static T Typed<T>(string json) => JsonConvert.DeserializeObject<T>(json)!;

    private static async Task<string> HandleAsync(HostedConnector connector, string queueEvent)
    {
        try
        {
            SQSBatchResponse response = await new Function(connector).HandleAsync(
                Typed<SQSEvent>(queueEvent), LambdaContextStub.Of(Usual));
            return new JObject
            {
                ["batchItemFailures"] = new JArray(response.BatchItemFailures.Select(
                    failure => new JObject { ["itemIdentifier"] = failure.ItemIdentifier })),
            }.ToString(Formatting.None);
        }
        catch (NotDeliveredException fault)
        {
            return fault.Message;
        }
    }

    private static async Task<string> HandleObjectsAsync(HostedConnector connector, string bucketEvent)
    {
        try
        {
            await new Function(connector).HandleObjectsAsync(
                Typed<S3Event>(bucketEvent), LambdaContextStub.Of(Usual));
            return "{}";
        }
        catch (NotDeliveredException fault)
        {
            return fault.Message;
        }
    }

    private async Task<Deed> DoNativeAsync(string json)
    {
        await using var api = new RuntimeApiStub();
        return await DoNativeAsync(new() { ["AWS_LAMBDA_RUNTIME_API"] = api.Authority }, async () =>
        {
            LambdaReply reply = await api.InvokeAsync(json, Usual);
            return reply.ErrorType is null ? reply.Body : (string)JObject.Parse(reply.Body)["errorMessage"]!;
        });
    }

    private static string Notification(string key, string what = "ObjectCreated:Put") => new JObject
    {
        ["Records"] = new JArray(new JObject
        {
            ["eventSource"] = "aws:s3",
            ["eventName"] = what,
            ["s3"] = new JObject
            {
                ["bucket"] = new JObject { ["name"] = "logs" },
                ["object"] = new JObject { ["key"] = System.Net.WebUtility.UrlEncode(key), ["size"] = 4711 },
            },
        }),
    }.ToString(Formatting.None);

    private static string Topic(string message) => new JObject
    {
        ["Type"] = "Notification",
        ["TopicArn"] = "arn:aws:sns:eu-central-1:000000000000:logs",
        ["Message"] = message,
    }.ToString(Formatting.None);
}
