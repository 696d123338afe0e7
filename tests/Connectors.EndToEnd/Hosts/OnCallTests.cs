using System.Net;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Hosts;

/// <summary>What the person on call finds: the last try of a message, and metrics.</summary>
public sealed class OnCallTests(IntakeProcess intake) : HostTest(intake), IClassFixture<IntakeProcess>
{
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task A_function_logs_the_last_try_of_a_message_with_the_command_that_delivers_its_object()
    {
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = StartFunction(api, new() { ["CONNECTOR_TRIES"] = "3" });
        string missing = PathOf("nowhere.log.gz");
        await api.InvokeAsync(Received(Pointer(missing), times: 2), Usual);
        await api.InvokeAsync(Received(Pointer(missing), times: 3), Usual);
        connector.Kill();
        string log = (await connector.EndAsync()).Output;
        Assert.Equal(2, Log(log, "LogFailed").Count);
        JObject line = Assert.Single(Log(log, "LogLastTry"));
        string uri = new Uri(missing).AbsoluteUri;
        Assert.Equal(
            ("FATAL", "CONN-207", "CONN-301", uri, 3, "m1", $"splunk-connector deliver '{uri}'"),
            ((string)line["level"]!, (string)line["code"]!, (string)line["cause"]!, (string)line["object"]!,
                (int)line["tries"]!, (string)line["messageId"]!, (string)line["command"]!));
        Assert.Matches("^[0-9a-f-]{36}$", (string)line["requestId"]!);
        Assert.Empty(api.Violations);
    }

    [Fact]
    public async Task A_custom_handler_logs_the_last_try_too()
    {
        int port = LoopbackPort.Free();
        using ConnectorProcess connector = StartWith(new()
        {
            ["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}",
            ["CONNECTOR_TRIES"] = "8",
        });
        var host = new FunctionHostStub(Http, port);
        await WaitForServerAsync(host.Address);
        await host.InvokeAsync(Pointer(PathOf("nowhere")), dequeueCount: 7);
        await host.InvokeAsync(Pointer(PathOf("nowhere")), dequeueCount: 8);
        connector.Terminate();
        JObject line = Assert.Single(Log((await connector.EndAsync()).Output, "LogLastTry"));
        Assert.Equal(("800ae4b3", 8), ((string)line["messageId"]!, (int)line["tries"]!));
        Assert.Matches("^[0-9a-f-]{36}$", (string)line["requestId"]!);
    }

    [Fact]
    public async Task A_service_logs_the_last_try_as_its_platform_reads_it_with_the_trace_of_the_request()
    {
        int port = LoopbackPort.Free();
        using ConnectorProcess connector = StartWith(new()
        {
            ["K_SERVICE"] = "connector",
            ["PORT"] = $"{port}",
            ["CONNECTOR_TRIES"] = "5",
            ["GOOGLE_CLOUD_PROJECT"] = "some-project",
        });
        var address = new Uri($"http://127.0.0.1:{port}/");
        await WaitForServerAsync(new Uri(address, "healthz"));
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent("""
                {"message":{"data":"e30=","messageId":"77"},"subscription":"projects/p/subscriptions/s",
                 "deliveryAttempt":5}
                """),
        };
        request.Headers.Add("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
        (await Http.SendAsync(request, Cancel)).Dispose();
        connector.Terminate();
        JObject line = Assert.Single(Log((await connector.EndAsync()).Output, "LogLastTry"));
        Assert.Equal(
            ("CRITICAL", "77", "projects/some-project/traces/4bf92f3577b34da6a3ce929d0e0e4736"),
            ((string)line["severity"]!, (string)line["messageId"]!, (string)line["logging.googleapis.com/trace"]!));
        Assert.NotNull(line["time"]);
    }

    [Fact]
    public async Task A_function_tells_its_metrics_before_it_answers_in_its_log_and_to_a_collector()
    {
        using var collector = new HttpListener();
        string address = $"http://127.0.0.1:{LoopbackPort.Free()}/";
        collector.Prefixes.Add(address);
        collector.Start();
        var collected = new TaskCompletionSource<(string Path, string? Key)>();
        Task collecting = CollectAsync(collector, collected);
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = StartFunction(api, new()
        {
            ["CONNECTOR_METRICS_NAMESPACE"] = "Connectors",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = address,
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "file:" + Write("headers", "api-key=some-key"),
        });
        await api.InvokeAsync(QueueEvent(Pointer(WriteBatch("firewall_events", 500))), Usual);
        bool isInTime = collected.Task.IsCompleted;
        connector.Kill();
        string log = (await connector.EndAsync()).Output;
        Assert.True(isInTime, $"the answer came before the metrics: {log}");
        Assert.Equal(("/v1/metrics", "some-key"), await collected.Task);
        await collecting;
        JObject line = Assert.Single(Log(log, "Metrics"));
        Assert.Equal(
            (500, "splunk-connector", "Connectors"),
            ((int)line["RecordsDelivered"]!, (string)line["Connector"]!,
                (string)line["_aws"]!["CloudWatchMetrics"]![0]!["Namespace"]!));
        Assert.True((double)line["BacklogAgeSeconds"]! >= 0);
    }

    private static async Task CollectAsync(
        HttpListener collector, TaskCompletionSource<(string Path, string? Key)> collected)
    {
        HttpListenerContext request = await collector.GetContextAsync();
        collected.SetResult((request.Request.Url!.AbsolutePath, request.Request.Headers["api-key"]));
        request.Response.Close();
    }

    private static string Received(string body, int times)
    {
        JObject one = JObject.Parse(QueueEvent(body));
        one["Records"]![0]!["attributes"] = new JObject { ["ApproximateReceiveCount"] = $"{times}" };
        return one.ToString();
    }

    private ConnectorProcess StartFunction(RuntimeApiStub api, Dictionary<string, string> more) =>
        StartWith(new(more) { ["AWS_LAMBDA_RUNTIME_API"] = api.Authority });
}
