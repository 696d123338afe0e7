namespace Connectors.EndToEnd.Hosts;

/// <summary>The published executable as a worker in front of a queue.</summary>
public sealed class WorkerTests(IntakeProcess intake) : HostTest(intake), IClassFixture<IntakeProcess>
{
    private readonly int port = LoopbackPort.Free();

    [Fact]
    public async Task Two_workers_empty_a_queue_and_end_when_they_are_asked_to()
    {
        for (int seed = 1; seed <= 8; seed++)
        {
            PutMessage($"m{seed}", Pointer(WriteBatch("firewall_events", 500, seed)));
        }

        using ConnectorProcess one = Start([], "work", "--queue", "file://" + Queue);
        using ConnectorProcess other = StartWith(new()
        {
            ["CONNECTOR_HOST"] = "worker",
            ["CONNECTOR_QUEUE"] = "file://" + Queue,
            ["CONNECTOR_PORT"] = "0",
        });
        await WaitUntilAsync(() => Directory.GetFiles(Queue).Length == 0);
        Assert.Equal("ok\n", await Http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/healthz"), Cancel));
        string metrics = await Http.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"), Cancel);
        Assert.Contains("# TYPE connector_messages_total counter", metrics, StringComparison.Ordinal);
        one.Terminate();
        other.Terminate();
        Assert.Equal((0, 0), ((await one.EndAsync()).ExitCode, (await other.EndAsync()).ExitCode));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((4_000, 0), (arrivals.DistinctIds, arrivals.Duplicates));
    }

    [Fact]
    public async Task Asked_to_stop_in_mid_object_it_queues_the_rest_and_another_worker_goes_on()
    {
        const int records = 20_000;
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":100,"most":120}}""");
        PutMessage("m1", Pointer(WriteBatch("firewall_events", records)));
        var settings = new Dictionary<string, string>
        {
            ["CONNECTOR_CONTINUATION_QUEUE"] = "file://" + Queue,
            ["CONNECTOR_GRACE"] = "3",
            ["CONNECTOR_CONCURRENCY"] = "1",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = "100000",
        };
        using (ConnectorProcess worker = Start(settings, "work", "--queue", "file://" + Queue))
        {
            await WaitForEventsAsync(500);
            worker.Terminate();
            Assert.Equal(0, (await worker.EndAsync()).ExitCode);
        }

        string rest = File.ReadAllText(Assert.Single(Directory.GetFiles(Queue)));
        Assert.Contains("\"connector\":\"continuation\"", rest, StringComparison.Ordinal);
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":0,"most":0}}""");
        using ConnectorProcess next = Start(settings, "work", "--queue", "file://" + Queue);
        await WaitUntilAsync(() => Directory.GetFiles(Queue).Length == 0);
        next.Terminate();
        await next.EndAsync();
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((records, 0), (arrivals.DistinctIds, arrivals.Duplicates));
    }

    [Fact]
    public async Task Without_a_queue_it_says_so()
    {
        ConnectorRun run = await RunAsync("work");
        Assert.Equal((2, "CONNECTOR_QUEUE must be set: a worker needs a queue.\n"), (run.ExitCode, run.Errors));
    }

    private ConnectorProcess Start(Dictionary<string, string> more, params string[] arguments) =>
        StartWith(new(more) { ["CONNECTOR_PORT"] = $"{port}" }, arguments);
}
