using System.Text;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using Connectors.Splunk;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

public sealed class SplunkVerdictTests
{
    private static readonly SentBody Ten = new(Records: 10, BodyBytes: 10_000);

    public static TheoryData<int, int, string, string> Codes { get; } = new(
        JObject.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Splunk", "hec-codes.json")))["codes"]!
            .Select(code => ((int)code["code"]!, (int)code["http"]!, (string)code["text"]!, (string)code["class"]!))
            .Where(code => !code.Item4.StartsWith("health", StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Codes))]
    public void Every_code_has_its_verdict(int code, int http, string text, string meaning)
    {
        Verdict verdict = Judge(http, $$"""{"text":"{{text}}","code":{{code}},"invalid-event-number":3}""");
        string found = verdict switch
        {
            Verdict.Accepted accepted => accepted.IsNearLimit ? "accept_slow_down" : "accept",
            Verdict.TryAgain again => again.MayBeTaken ? "retry_ambiguous" : "retry",
            Verdict.EachApart => "split",
            Verdict.CredentialsRefused => "permanent_config",
            Verdict.Misconfigured => meaning == "permanent_data" ? "permanent_data" : "permanent_config",
            _ => verdict.ToString(),
        };
        Assert.Equal(meaning, found);
    }

    [Theory]
    [InlineData(200, "")]
    [InlineData(200, "<html>Welcome</html>")]
    [InlineData(200, "{}")]
    [InlineData(200, """{"text":"Success","code":17}""")]
    [InlineData(204, "")]
    [InlineData(302, "")]
    [InlineData(404, """{"text":"The requested URL was not found on this server.","code":404}""")]
    [InlineData(405, "")]
    [InlineData(415, "<html></html>")]
    [InlineData(501, "")]
    [InlineData(418, "")]
    public void What_is_no_collectors_yes_is_no_success(int http, string body) =>
        Assert.IsType<Verdict.Misconfigured>(Judge(http, body));

    [Theory]
    [InlineData(408)]
    [InlineData(425)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public void What_a_load_balancer_says_for_a_moment_is_tried_again(int http) =>
        Assert.IsType<Verdict.TryAgain>(Judge(http, "<html>Bad gateway</html>"));

    [Theory]
    [InlineData(6)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(15)]
    public void A_refused_event_leaves_those_before_it_delivered_and_those_behind_it_to_send(int code)
    {
        var apart =
            Assert.IsType<Verdict.EachApart>(Judge(400, $$"""{"text":"x","code":{{code}},"invalid-event-number":3}"""));
        Assert.False(apart.MustWait);
        Assert.Equal(
            [
                .. Enumerable.Repeat(RecordOutcome.Delivered, 3),
                RecordOutcome.Rejected,
                .. Enumerable.Repeat(RecordOutcome.Again, 6),
            ],
            apart.Records.Select(record => record.Outcome));
        Assert.Equal($"400/{code}", apart.Records[3].Reason);
    }

    [Theory]
    [InlineData("""{"text":"Invalid data format","code":6}""")]
    [InlineData("""{"text":"Invalid data format","code":6,"invalid-event-number":10}""")]
    [InlineData("""{"text":"Invalid data format","code":6,"invalid-event-number":-1}""")]
    public void A_body_that_was_damaged_on_the_way_is_sent_again(string body) =>
        Assert.IsType<Verdict.TryAgain>(Judge(400, body));

    [Theory]
    [InlineData(413, "", 100)]
    [InlineData(400, """{"text":"Invalid data format","code":6,"invalid-event-number":0}""", 5_242_881)]
    public void A_body_that_is_too_large_is_known_also_in_splunk_clouds_disguise(int http, string body, int bytes) =>
        Assert.IsType<Verdict.TooLarge>(Judge(http, body, new SentBody(10, bytes)));

    [Fact]
    public void In_a_body_that_is_not_too_large_the_same_answer_is_about_the_first_event() =>
        Assert.IsType<Verdict.EachApart>(Judge(
            400, """{"text":"Invalid data format","code":6,"invalid-event-number":0}""", new SentBody(10, 5_242_880)));

    [Fact]
    public void A_wait_that_is_asked_for_is_passed_on()
    {
        var reply = new HttpReply(429, Encoding.UTF8.GetBytes("""{"code":26}"""), TimeSpan.FromSeconds(7));
        Assert.Equal(new Verdict.TryAgain("429/26", TimeSpan.FromSeconds(7)), Create().Judge(reply, Ten));
    }

    [Theory]
    [InlineData("""{"text":"Success","code":0,"ackId":12}""", "12")]
    [InlineData("""{"text":"Success","code":0}""", null)]
    public void With_acknowledgement_an_answer_without_a_number_is_no_success(string body, string? receipt)
    {
        Verdict verdict = Judge(200, body, Ten, usesAck: true);
        Assert.True(receipt is null ? verdict is Verdict.Misconfigured : verdict == new Verdict.Accepted(receipt));
        Assert.Equal(new Verdict.Accepted(), Judge(200, body, Ten, usesAck: false));
    }

    [Fact]
    public void With_acknowledgement_the_events_before_a_refused_one_have_a_number_too() => Assert.Equal(
        "0",
        Assert.IsType<Verdict.EachApart>(
            Judge(400, """{"code":6,"invalid-event-number":1,"ackId":0}""", Ten, usesAck: true)).Receipt);

    [Theory]
    [InlineData(200, """{"acks":{"7":true}}""", Confirmation.Confirmed)]
    [InlineData(200, """{"acks":{"7":false}}""", Confirmation.Pending)]
    [InlineData(200, """{"acks":{"8":true}}""", Confirmation.Pending)]
    [InlineData(200, """{"acks":{"7":true,"7":false}}""", Confirmation.Pending)]
    [InlineData(400, """{"text":"ACK is disabled","code":14}""", Confirmation.NotOffered)]
    [InlineData(503, "busy", Confirmation.Pending)]
    public void An_answer_about_a_number_is_about_that_number(int http, string body, Confirmation confirmation) =>
        Assert.Equal(confirmation, Create(usesAck: true).JudgeAnswer(Reply(http, body), "7"));

    [Theory]
    [InlineData(200, """{"text":"HEC is healthy","code":17}""", null)]
    [InlineData(
        503, """{"text":"HEC is unhealthy, queues are full","code":18}""",
        "503/18: the HTTP Event Collector says that it is not well")]
    [InlineData(200, "<html></html>", "200: this is not the answer of an HTTP Event Collector: check SPLUNK_HEC_URL")]
    public void A_probe_is_well_only_when_the_collector_says_so(int http, string body, string? problem) =>
        Assert.Equal(problem, Create().JudgeProbe(Reply(http, body)));

    [Theory]
    [InlineData("https://splunk.example.com:8088", "https://splunk.example.com:8088/services/collector/event")]
    [InlineData("https://proxy.example.com/splunk/", "https://proxy.example.com/splunk/services/collector/event")]
    public void A_request_has_the_token_the_channel_and_the_right_address(string url, string address)
    {
        using HttpRequestMessage request = Create(url).CreateRequest(
            new PayloadOrigin(Dataset.Unknown, "s3://logs/1"), new ByteArrayContent([]));
        Assert.Equal(address, request.RequestUri!.AbsoluteUri);
        Assert.Equal("Splunk 11111111-2222-3333-4444-555555555555", request.Headers.Authorization!.ToString());
        Assert.Equal(["0f8fad5b-d9cb-469f-a165-70867728950e"], request.Headers.GetValues("X-Splunk-Request-Channel"));
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
    }

    private static Verdict Judge(int http, string body, SentBody? sent = null, bool usesAck = false) =>
        Create(usesAck: usesAck).Judge(Reply(http, body), sent ?? Ten);

    private static HttpReply Reply(int http, string body) => new(http, Encoding.UTF8.GetBytes(body), RetryAfter: null);

    private static SplunkDestination Create(string url = "https://splunk.example.com:8088", bool usesAck = false)
    {
        var settings = new SettingsReader(new Dictionary<string, string>
        {
            ["SPLUNK_HEC_URL"] = url,
            ["SPLUNK_HEC_TOKEN"] = "11111111-2222-3333-4444-555555555555",
            ["SPLUNK_USE_ACK"] = usesAck.ToString(),
        });
        var datasets = DatasetCatalog.Load();
        var context =
            new DestinationContext(datasets, AllowsHttp: false, new Guid("0f8fad5b-d9cb-469f-a165-70867728950e"));
        return (SplunkDestination)SplunkDestination.Module.Create(settings, context);
    }
}
