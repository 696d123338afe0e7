using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Hosts;

/// <summary>The published executable as AWS Lambda starts it.</summary>
public sealed class LambdaTests(IntakeProcess intake) : HostTest(intake), IClassFixture<IntakeProcess>
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task Of_a_queues_event_each_message_succeeds_or_fails_alone()
    {
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = Start(api);
        string batch = WriteBatch("firewall_events", 2_000);
        LambdaReply reply = await api.InvokeAsync(
            QueueEvent(Pointer(batch), Pointer(PathOf("nowhere")), """{"Event":"s3:TestEvent"}""", "{}"), Usual);
        Assert.Null(reply.ErrorType);
        Assert.Equal(
            """{"batchItemFailures":[{"itemIdentifier":"m2"},{"itemIdentifier":"m4"}]}""", reply.Body);
        Assert.Equal(2_000, (await Intake.ArrivalsAsync()).DistinctIds);

        reply = await api.InvokeAsync(QueueEvent(Pointer(batch)), Usual);
        Assert.Equal((null, """{"batchItemFailures":[]}"""), (reply.ErrorType, reply.Body));
        Assert.Equal(2_000, (await Intake.ArrivalsAsync()).DistinctIds);
        Assert.Empty(api.Violations);
        connector.Kill();
        string log = (await connector.EndAsync()).Output;
        Assert.Equal("AWS_LAMBDA_RUNTIME_API is set", (string)Assert.Single(Log(log, "LogChoice"))["why"]!);
        Assert.Equal(2, Log(log, "LogLedger").Count(line => (int)line["delivered"]! == 2_000));
    }

    [Fact]
    public async Task A_direct_event_that_fails_fails_the_invocation_and_the_next_one_succeeds()
    {
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = Start(api);
        LambdaReply reply = await api.InvokeAsync("""{"hello":"world"}""", Usual);
        Assert.Equal("Connector.NotDelivered", reply.ErrorType);
        Assert.Equal(
            "the message has no known shape; its members are: hello",
            (string)JObject.Parse(reply.Body)["errorMessage"]!);
        reply = await api.InvokeAsync(Pointer(WriteBatch("firewall_events", 100)), Usual);
        Assert.Equal((null, "{}"), (reply.ErrorType, reply.Body));
        Assert.Empty(api.Violations);
        Assert.False(connector.HasExited);
    }

    [Fact]
    public async Task An_object_that_takes_longer_than_the_function_may_is_delivered_in_several_runs_every_line_once()
    {
        const int records = 8_000;
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":100,"most":120}}""");
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = Start(api, new()
        {
            ["CONNECTOR_CONTINUATION_QUEUE"] = "file://" + Queue,
            ["CONNECTOR_CONCURRENCY"] = "1",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = "100000",
        });
        int runs = 0;
        for (string? message = Pointer(WriteBatch("firewall_events", records)); message is not null; runs++)
        {
            LambdaReply reply = await api.InvokeAsync(QueueEvent(message), TimeSpan.FromSeconds(3));
            Assert.Equal("""{"batchItemFailures":[]}""", reply.Body);
            message = TakeMessage();
            Assert.True(runs < 50);
        }

        Assert.True(runs > 2, $"{runs} runs");
        connector.Kill();
        JObject[] ledgers = [.. Log((await connector.EndAsync()).Output, "LogLedger")];
        Assert.All(ledgers[..^1], ledger => Assert.Equal("Continued", (string)ledger["outcome"]!));
        Assert.Equal(
            ("Delivered", records, records, runs),
            ((string)ledgers[^1]["outcome"]!, (int)ledgers[^1]["read"]!, (int)ledgers[^1]["delivered"]!,
                (int)ledgers[^1]["runs"]!));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((records, 0), (arrivals.DistinctIds, arrivals.Duplicates));
        Assert.Empty(api.Violations);
    }

    [Fact]
    public async Task Without_a_continuation_queue_the_message_fails_when_the_time_ends()
    {
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":400,"most":500}}""");
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = Start(api, new()
        {
            ["CONNECTOR_CONCURRENCY"] = "1",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = "100000",
        });
        string batch = WriteBatch("firewall_events", 20_000);
        LambdaReply reply = await api.InvokeAsync(QueueEvent(Pointer(batch)), TimeSpan.FromSeconds(2));
        Assert.Equal("Connector.NotDelivered", reply.ErrorType);
        Assert.Contains("the time ended before every delivery was settled", reply.Body, StringComparison.Ordinal);
        Assert.Empty(api.Violations);
    }

    [Fact]
    public async Task Settings_that_are_wrong_are_told_to_the_platform_all_at_once()
    {
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = Start(api, new()
        {
            ["SPLUNK_HEC_URL"] = "ftp://x",
            ["CONNECTOR_CONTINUATION_QUEUE"] = "carrier-pigeon://loft",
        });
        LambdaReply error = await api.InitError.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        Assert.Equal("Connector.Settings", error.ErrorType);
        string message = (string)JObject.Parse(error.Body)["errorMessage"]!;
        Assert.Contains("SPLUNK_HEC_URL must be", message, StringComparison.Ordinal);
        Assert.Contains("CONNECTOR_CONTINUATION_QUEUE must be ", message, StringComparison.Ordinal);
        Assert.Equal(2, (await connector.EndAsync()).ExitCode);
        Assert.Empty(api.Violations);
    }

    [Fact]
    public async Task When_the_platform_goes_away_the_process_ends()
    {
        var api = new RuntimeApiStub();
        using ConnectorProcess connector = Start(api);
        await api.InvokeAsync(QueueEvent("{}"), Usual);
        await api.DisposeAsync();
        Assert.Equal(3, (await connector.EndAsync()).ExitCode);
    }

    private ConnectorProcess Start(RuntimeApiStub api, Dictionary<string, string>? more = null) => StartWith(
        new(more ?? [])
        {
            ["AWS_LAMBDA_RUNTIME_API"] = api.Authority,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "256",
        });
}
