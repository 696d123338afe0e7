using Connectors.Hosting.Tests.Queues;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Hosting.Tests.Hosts;

/// <summary>When a notification may be acknowledged.</summary>
public sealed class NotificationDeliveryTests
{
    private const int Records = 5_000;
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task All_objects_of_a_notification_are_delivered_before_it_is_acknowledged()
    {
        Bench bench = BenchWith(continuations: null);
        Assert.Null(await DeliverAsync(bench, new BatchReference("one"), new BatchReference("two")));
        Assert.Equal(2 * Records, bench.Destination.Accepted.Count);
    }

    [Fact]
    public async Task A_notification_fails_when_one_of_its_objects_does_and_the_others_are_delivered_all_the_same()
    {
        Bench bench = BenchWith(continuations: null);
        Assert.Equal(
            "nowhere: there is no such object",
            await DeliverAsync(bench, new BatchReference("nowhere"), new BatchReference("two")));
        Assert.Equal(Records, bench.Destination.Accepted.Count);
    }

    [Fact]
    public async Task What_names_no_object_is_acknowledged_and_what_nobody_knows_is_not()
    {
        var delivery = new NotificationDelivery(BenchWith(continuations: null).Parts);
        Assert.Null(await delivery.DeliverAsync(
            new Notification.Nothing("a test"), new MessageOrigin(), Deadline.None, Cancel));
        Assert.Equal("?", await delivery.DeliverAsync(
            new Notification.Unknown("?"), new MessageOrigin(), Deadline.None, Cancel));
        Assert.Equal(
            "a timer's event, but CONNECTOR_QUEUE is not set",
            await delivery.DeliverAsync(
                new Notification.Tick(), new MessageOrigin(), Deadline.None, Cancel));
    }

    [Fact]
    public async Task When_the_time_ends_the_rest_and_the_objects_behind_go_on_the_continuation_queue()
    {
        var queue = new MemoryWorkQueue(clock);
        Bench bench = BenchWith(queue, secondsPerRequest: 1);
        Assert.Null(await DeliverAsync(bench, new BatchReference("one"), new BatchReference("two")));
        Assert.Equal(["continuation", "pointer"], queue.Bodies.Select(Kind));

        while (await NextAsync(queue) is { } message)
        {
            Assert.Null(await DeliverAsync(bench, [.. References(message.Body)]));
            await queue.DeleteAsync(message, Cancel);
        }

        Assert.Equal(2 * Records, bench.Destination.Accepted.Count);
    }

    [Fact]
    public async Task A_rest_that_cannot_be_queued_fails_the_notification()
    {
        Bench bench = BenchWith(new MemoryWorkQueue(clock) { SendProblem = "no rights" }, secondsPerRequest: 1);
        Assert.Equal(
            "one: the rest cannot be queued: no rights", await DeliverAsync(bench, new BatchReference("one")));
    }

    [Fact]
    public async Task Without_a_continuation_queue_reading_goes_on_to_the_end_of_the_time()
    {
        Bench bench = BenchWith(continuations: null, secondsPerRequest: 0.2);
        Assert.Null(await DeliverAsync(bench, new BatchReference("one")));
        Assert.Equal(Records, bench.Destination.Accepted.Count);
    }

    [Theory]
    [InlineData(4, 5, 0)]
    [InlineData(5, 5, 1)]
    [InlineData(9, 0, 0)]
    [InlineData(0, 5, 0)]
    public async Task The_last_try_that_fails_is_logged_with_what_to_run(int deliveries, int tries, int lines)
    {
        using var logs = new LogLines();
        var bench = new Bench { Logs = logs.Factory, Host = HostOptions.Default with { Tries = tries } };
        Notification notification = Notification.One(new BatchReference("s3://b/it's"));
        Assert.NotNull(await new NotificationDelivery(bench.Parts).DeliverAsync(
            notification, new MessageOrigin("m1", deliveries), Deadline.None, Cancel));
        Assert.Equal(lines, logs.Of("LogLastTry").Count);
        Assert.All(logs.Of("LogLastTry"), line => Assert.Equal(
            ("s3://b/it's", "CONN-207", "CONN-301", "m1", 5, "connector deliver 's3://b/it'\\''s'"),
            ((string)line["object"]!, (string)line["code"]!, (string)line["cause"]!, (string)line["messageId"]!,
                (int)line["tries"]!, (string)line["command"]!)));
    }

    [Fact]
    public async Task A_fault_of_ours_fails_the_message_and_not_the_process()
    {
        using var logs = new LogLines();
        ConnectorParts parts = new Bench { Logs = logs.Factory }.Parts with { Objects = new FaultyStore() };
        Assert.Equal("o: InvalidOperationException", await new NotificationDelivery(parts).DeliverAsync(
            Notification.One(new BatchReference("o")), new MessageOrigin(), Deadline.None, Cancel));
        Assert.Equal("CONN-607", (string)Assert.Single(logs.Of("LogFailed"))["code"]!);
    }

    [Theory]
    [InlineData("{\"Records\":[{\"s3\":{},\"eventName\":\"\\ud800\"}]}")]
    [InlineData("\"\\ud800\"")]
    public async Task A_message_that_nobody_can_read_fails_alone(string text)
    {
        Bench bench = BenchWith(continuations: null);
        SqsItem[] items =
        [
            new("m1", Bench.Utf8(text)),
            new("m2", Bench.Utf8(ConnectorMessage.Write(new BatchReference("one")))),
        ];
        ItemFailures failed = await new ItemDelivery(new NotificationDelivery(bench.Parts), atOnce: 1)
            .DeliverAsync(items, Deadline.None, Cancel);
        Assert.Equal((null, "m1"), (failed.Problem, Assert.Single(failed.Ids)));
        Assert.Equal(Records, bench.Destination.Accepted.Count);
    }

    private sealed class FaultyStore : IObjectStore
    {
        public Task<ObjectOpening> OpenAsync(BatchReference reference, CancellationToken cancel) =>
            throw new InvalidOperationException("a case that nobody thought of");
    }

    private static string Kind(string message) => message.Split('"')[3];

    private static IEnumerable<BatchReference> References(string message) =>
        ((Notification.Objects)NotificationReader.Read(Bench.Utf8(message))).References;

    private static async Task<QueueMessage?> NextAsync(MemoryWorkQueue queue) =>
        (await queue.ReceiveAsync(1, Cancel)).SingleOrDefault();

    private static async Task<string?> DeliverAsync(Bench bench, params BatchReference[] references)
    {
        var delivery = new NotificationDelivery(bench.Parts);
        using Deadline deadline = delivery.In(TimeSpan.FromMinutes(1));
        return await delivery.DeliverAsync(
            new Notification.Objects(references), new MessageOrigin(), deadline, Cancel);
    }

    private Bench BenchWith(IWorkQueue? continuations, double secondsPerRequest = 0)
    {
        var bench = new Bench(new FakeDestination { Requested = () => Advance(secondsPerRequest) })
        {
            Continuations = continuations,
            Time = clock,
            Concurrency = 1,
        };
        string lines = string.Concat(Enumerable.Range(1, Records).Select(n => $"{{\"n\":{n}}}\n"));
        bench.Store("one", Bench.Gzip(lines));
        bench.Store("two", Bench.Gzip(lines));
        return bench;
    }

    private void Advance(double seconds)
    {
        if (seconds > 0)
        {
            clock.Advance(TimeSpan.FromSeconds(seconds));
        }
    }
}
