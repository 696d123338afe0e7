using System.Net;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Hosts;

/// <summary>The published executable as a service of Cloud Run.</summary>
public sealed class CloudRunTests(IntakeProcess intake) : HostTest(intake), IClassFixture<IntakeProcess>
{
    private readonly int port = LoopbackPort.Free();

    private Uri Address => new($"http://127.0.0.1:{port}/");

    [Fact]
    public async Task A_pushed_message_is_acknowledged_when_its_object_is_delivered()
    {
        using ConnectorProcess connector = await StartAsync();
        string batch = WriteBatch("firewall_events", 2_000);
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(Push(Pointer(batch))));
        Assert.Equal(2_000, (await Intake.ArrivalsAsync()).DistinctIds);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync(Push(Pointer(PathOf("nowhere")))));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await PostAsync("hello"));
    }

    [Fact]
    public async Task An_event_comes_with_its_type_in_a_header_or_in_the_body()
    {
        using ConnectorProcess connector = await StartAsync();
        string push = Push(Pointer(WriteBatch("firewall_events", 300)));
        const string type = "google.cloud.pubsub.topic.v1.messagePublished";
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(push, ("ce-type", type), ("ce-specversion", "1.0")));
        var structured = new JObject { ["specversion"] = "1.0", ["type"] = type, ["data"] = JObject.Parse(push) };
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(structured.ToString(Formatting.None)));
        Assert.Equal(
            HttpStatusCode.NoContent, await PostAsync("{}", ("ce-type", "google.cloud.storage.object.v1.deleted")));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((300, 300), (arrivals.DistinctIds, arrivals.Duplicates));
    }

    [Fact]
    public async Task Health_and_counters_can_be_asked_for()
    {
        using ConnectorProcess connector = await StartAsync();
        await PostAsync(Push(Pointer(WriteBatch("firewall_events", 300))));
        Assert.Equal("ok\n", await Http.GetStringAsync(new Uri(Address, "healthz"), Cancel));
        string metrics = await Http.GetStringAsync(new Uri(Address, "metrics"), Cancel);
        Assert.Contains("connector_records_total{outcome=\"delivered\"} 300\n", metrics, StringComparison.Ordinal);
        Assert.Contains("connector_attempts_total{status=\"2xx\"} ", metrics, StringComparison.Ordinal);
        Assert.Contains("connector_objects_in_flight 0\n", metrics, StringComparison.Ordinal);
        using HttpResponseMessage other = await Http.GetAsync(new Uri(Address, "else"), Cancel);
        Assert.Equal(HttpStatusCode.NotFound, other.StatusCode);
    }

    [Fact]
    public async Task Asked_to_stop_it_answers_what_it_has_begun_and_the_rest_is_continued()
    {
        const int records = 20_000;
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":100,"most":120}}""");
        using ConnectorProcess connector = await StartAsync(new()
        {
            ["CONNECTOR_CONTINUATION_QUEUE"] = "file://" + Queue,
            ["CONNECTOR_GRACE"] = "3",
            ["CONNECTOR_CONCURRENCY"] = "1",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = "100000",
        });
        Task<HttpStatusCode> answer = PostAsync(Push(Pointer(WriteBatch("firewall_events", records))));
        await WaitForEventsAsync(500);
        connector.Terminate();
        Assert.Equal(HttpStatusCode.NoContent, await answer);
        Assert.Equal(0, (await connector.EndAsync()).ExitCode);

        await Intake.SetFaultsAsync("""{"latencyMs":{"least":0,"most":0}}""");
        using ConnectorProcess next = await StartAsync();
        Assert.Equal(HttpStatusCode.NoContent, await PostAsync(Push(TakeMessage()!)));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((records, 0), (arrivals.DistinctIds, arrivals.Duplicates));
    }

    internal static string Push(string message) => new JObject
    {
        ["message"] = new JObject
        {
            ["data"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(message)),
            ["messageId"] = "1",
        },
        ["subscription"] = "projects/p/subscriptions/s",
    }.ToString(Formatting.None);

    private async Task<HttpStatusCode> PostAsync(string body, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Address)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        foreach ((string name, string value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using HttpResponseMessage response = await Http.SendAsync(request, Cancel);
        return response.StatusCode;
    }

    private async Task<ConnectorProcess> StartAsync(Dictionary<string, string>? more = null)
    {
        ConnectorProcess connector =
            StartWith(new(more ?? []) { ["K_SERVICE"] = "connector", ["PORT"] = $"{port}" });
        await WaitForServerAsync(new Uri(Address, "healthz"));
        return connector;
    }
}
