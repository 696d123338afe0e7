using System.Net;

namespace Connectors.Hosting.Tests;

public sealed class CloudQueueTests : IDisposable
{
    private const string Queue = "https://api.cloudflare.com/client/v4/accounts/acc/queues/q1/messages";

    private readonly FakeApi api = new();

    [Theory]
    [InlineData("https://sqs.eu-west-1.amazonaws.com/1/work", "Sqs", "https://sqs.eu-west-1.amazonaws.com/1/work")]
    [InlineData("sqs://sqs.eu-west-1.amazonaws.com/1/work", "Sqs", "https://sqs.eu-west-1.amazonaws.com/1/work")]
    [InlineData("azq://account/work", "Azure", "work")]
    [InlineData("cfq://acc/q1", "Cloudflare", "q1")]
    [InlineData("pubsub://project/topic", "PubSub", "topic")]
    [InlineData("http://example.com/1/work", "", "")]
    [InlineData("azq://account", "", "")]
    [InlineData("work", "", "")]
    public void A_queue_is_known_by_its_URI(string uri, string kind, string name)
    {
        QueueUri? queue = QueueUri.Parse(uri);
        Assert.Equal((kind, name), (queue?.Kind.ToString() ?? "", queue?.Name ?? ""));
    }

    [Fact]
    public async Task A_Cloudflare_queue_gives_leases_of_messages()
    {
        string body = Convert.ToBase64String("""{"action":"PutObject"}"""u8);
        api.Answer("""{"success":true,"result":{"messages":[]}}""").Answer(
            """
            {"result":{"messages":[
            {"id":"m1","body":"BODY","attempts":2,"lease_id":"l1","metadata":{"CF-Content-Type":"json"}},
            {"id":"m2","body":"{\"a\":1}","attempts":1,"lease_id":"l2"}]}}
            """.Replace("BODY", body)).Answer("{}").Answer("{}");
        IWorkQueue queue = Open("cfq://acc/q1");
        IReadOnlyList<QueueMessage> messages = await queue.ReceiveAsync(10, CancellationToken.None);
        Assert.Equal(
            [new("m1", """{"action":"PutObject"}""", "l1", 2), new QueueMessage("m2", """{"a":1}""", "l2", 1)],
            messages);
        Assert.True(await queue.DeleteAsync(messages[0], CancellationToken.None));
        await queue.HideAsync(messages[1], TimeSpan.Zero, CancellationToken.None);
        string pull = $"POST {Queue}/pull Authorization=Bearer key "
            + """{"batch_size":10,"visibility_timeout_ms":1800000}""";
        Assert.Equal(
            [
                pull,
                pull,
                $"POST {Queue}/ack Authorization=Bearer key " + """{"acks":[{"lease_id":"l1"}]}""",
                $"POST {Queue}/ack Authorization=Bearer key " + """{"retries":[{"lease_id":"l2"}]}""",
            ],
            api.Requests);
    }

    [Fact]
    public async Task A_Cloudflare_queue_that_refuses_is_told()
    {
        api.Answer("", HttpStatusCode.Forbidden);
        IOException fault = await Assert.ThrowsAsync<IOException>(
            () => Open("cfq://acc/q1").ReceiveAsync(1, CancellationToken.None));
        Assert.EndsWith(
            "status 403; CONNECTOR_CLOUDFLARE_TOKEN must be allowed to read and write queues", fault.Message);
    }

    [Fact]
    public async Task A_topic_takes_messages()
    {
        api.Answer("""{"access_token":"t1","expires_in":3599}""").Answer("""{"messageIds":["1"]}""");
        Assert.Null(await Open("pubsub://p/t").SendAsync("hello", CancellationToken.None));
        Assert.Equal(
            "POST https://pubsub.googleapis.com/v1/projects/p/topics/t:publish Authorization=Bearer t1 "
            + """{"messages":[{"data":"aGVsbG8="}]}""",
            api.Requests[1]);
    }

    public void Dispose() => api.Dispose();

    private IWorkQueue Open(string uri)
    {
        (string, string) token = ("CONNECTOR_CLOUDFLARE_TOKEN", "key");
        var queues = new WorkQueues(FakeApi.Options(token), api.Clients(token), TimeProvider.System);
        return queues.Open(QueueUri.Parse(uri)!);
    }
}
