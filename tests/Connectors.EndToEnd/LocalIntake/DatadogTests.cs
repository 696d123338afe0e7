using System.Globalization;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class DatadogTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    private const string Destination = "datadog";

    private DatadogSender Datadog { get; } = new(intake);

    private Task<IntakeArrivals> Arrivals => Intake.ArrivalsAsync(Destination);

    [Theory]
    [InlineData("api/v2/logs", 202)]
    [InlineData("v1/input", 200)]
    public async Task Entries_are_accepted_on_both_routes(string path, int status)
    {
        IntakeAnswer answer = await Datadog.PostAsync($"[{DatadogSender.Entry("1")},{DatadogSender.Entry("2")}]", path);
        Assert.Equal((status, "{}", "application/json"), (answer.Status, answer.Body, answer.ContentType));
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((2, 2, 0), (arrivals.Events, arrivals.DistinctIds, arrivals.WithoutId));
    }

    [Theory]
    [InlineData("{0}", 1)]
    [InlineData("[]", 0)]
    [InlineData(" [ {0} , {0} ] \n", 2)]
    public async Task A_body_is_an_array_or_one_entry(string body, int count)
    {
        body = string.Format(CultureInfo.InvariantCulture, body, """{"message":"m","a":{"b":[1,2]}}""");
        Assert.Equal(202, (await Datadog.PostAsync(body)).Status);
        Assert.Equal(count, (await Arrivals).Events);
    }

    [Theory]
    [InlineData(null, 401, "Unauthorized")]
    [InlineData("wrong", 403, "Forbidden")]
    public async Task A_key_that_is_missing_is_401_and_a_wrong_one_403(string? key, int status, string title)
    {
        Datadog.Headers.Remove("DD-API-KEY");
        if (key is not null)
        {
            Datadog.Headers["DD-API-KEY"] = key;
        }

        IntakeAnswer answer = await Datadog.PostAsync(DatadogSender.Entry("1"));
        Assert.Equal(status, answer.Status);
        JToken error = answer.Json["errors"]!.Single();
        Assert.Equal(($"{status}", title), ((string?)error["status"], (string?)error["title"]));
        Assert.Equal(0, (await Arrivals).Events);
    }

    [Fact]
    public async Task A_key_can_be_validated()
    {
        IntakeAnswer good = await Datadog.SendAsync(HttpMethod.Get, "api/v1/validate");
        Assert.Equal((200, """{"valid":true}"""), (good.Status, good.Body));
        Datadog.Headers["DD-API-KEY"] = "wrong";
        IntakeAnswer bad = await Datadog.SendAsync(HttpMethod.Get, "api/v1/validate");
        Assert.Equal((403, """{"errors":["Forbidden"]}"""), (bad.Status, bad.Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[")]
    [InlineData("text")]
    [InlineData("{'message':'m'}")]
    [InlineData("""{"message":"a"}{"message":"b"}""")]
    [InlineData("""[{"message":"a"},5]""")]
    [InlineData("""[{"message":"a"},{"text":"b"}]""")]
    [InlineData("""[{"message":"a"},{"message":{"b":1}}]""")]
    [InlineData("""[{"message":"a"},{"message":"b","ddtags":["c:d"]}]""")]
    [InlineData("""[{"message":"a"},{"message":"b","service":5}]""")]
    public async Task One_bad_entry_makes_the_whole_body_bad(string body)
    {
        IntakeAnswer answer = await Datadog.PostAsync(body);
        Assert.Equal(400, answer.Status);
        Assert.Equal("Bad Request", (string?)answer.Json["errors"]!.Single()["title"]);
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal(0, arrivals.Events);
        Assert.True(arrivals.Refused > 0);
    }

    [Theory]
    [InlineData(1_000, 202)]
    [InlineData(1_001, 400)]
    public async Task A_body_has_1000_entries_at_most(int count, int status)
    {
        string entries = string.Join(',', Enumerable.Range(1, count).Select(id => DatadogSender.Entry($"{id}")));
        Assert.Equal(status, (await Datadog.PostAsync($"[{entries}]")).Status);
        Assert.Equal(status == 202 ? count : 0, (await Arrivals).Events);
    }

    [Theory]
    [InlineData(5_000_000, 202)]
    [InlineData(5_000_001, 413)]
    public async Task A_body_has_5_MB_at_most_before_compression(int bytes, int status)
    {
        string entry = """{"message":"m"}""";
        string body = $"[{entry}{new string(' ', bytes - entry.Length - 2)}]";
        Datadog.Headers["Content-Encoding"] = "gzip";
        byte[] packed = IntakeSender.Encode("gzip", System.Text.Encoding.UTF8.GetBytes(body));
        IntakeAnswer answer = await Datadog.SendAsync(HttpMethod.Post, DatadogSender.Path, packed);
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 413, answer.Body.Contains("Payload too large", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("gzip", 202)]
    [InlineData("deflate", 202)]
    [InlineData("zstd", 202)]
    public async Task A_body_may_be_compressed(string coding, int status)
    {
        Datadog.Headers["Content-Encoding"] = coding;
        byte[] packed = IntakeSender.Encode(coding, System.Text.Encoding.UTF8.GetBytes(DatadogSender.Entry("1")));
        Assert.Equal(status, (await Datadog.SendAsync(HttpMethod.Post, DatadogSender.Path, packed)).Status);
        Assert.Equal(1, (await Arrivals).DistinctIds);
        Assert.Equal(400, (await Datadog.SendAsync(HttpMethod.Post, DatadogSender.Path, packed[..^6])).Status);
    }

    [Theory]
    [InlineData("Content-Encoding", "br")]
    [InlineData("Content-Type", "text/plain")]
    public async Task Another_encoding_or_type_is_refused(string header, string value)
    {
        Datadog.Headers[header] = value;
        Assert.Equal(400, (await Datadog.PostAsync(DatadogSender.Entry("1"))).Status);
    }

    [Fact]
    public async Task An_entry_over_1_MB_is_accepted_and_cut_off()
    {
        string text = new('x', 1_000_000);
        IntakeAnswer answer = await Datadog.PostAsync(
            $$"""[{"message":"{{text}}","record_id":"lost"},{"record_id":"kept","message":"{{text}}"}]""");
        Assert.Equal(202, answer.Status);
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((2, 2, 1, 1), (arrivals.Events, arrivals.Altered, arrivals.DistinctIds, arrivals.WithoutId));
        Assert.Equal(2_000_000, arrivals.Bytes);
        Assert.Equal(["kept"], await Intake.IdsAsync());
    }

    [Theory]
    [InlineData(-17.9, false)]
    [InlineData(-18.1, true)]
    [InlineData(1.9, false)]
    [InlineData(2.1, true)]
    public async Task An_event_18_hours_old_or_2_hours_ahead_is_accepted_and_dropped(double hours, bool isDropped)
    {
        DateTimeOffset time = DateTimeOffset.UtcNow.AddHours(hours);
        string body = $$"""
            [{"message":"m","timestamp":{{time.ToUnixTimeMilliseconds()}}},
             {"message":"m","timestamp":"{{time:yyyy-MM-dd'T'HH:mm:ss.fff'Z'}}"},
             {"message":"m","date":"{{time:yyyy-MM-dd'T'HH:mm:ss'Z'}}"}]
            """;
        Assert.Equal(202, (await Datadog.PostAsync(body)).Status);
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal(isDropped ? (0, 3) : (3, 0), (arrivals.Events, arrivals.Dropped));
    }

    [Fact]
    public async Task How_old_an_event_may_be_can_be_set()
    {
        await Intake.SetDatadogAsync("""{"maxAgeHours":0}""");
        await Datadog.PostAsync("""{"message":"m","timestamp":1600000000000}""");
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((1, "2020-09-13T12:26:40Z"), (arrivals.Events, arrivals.FirstEventTime));
    }

    [Fact]
    public async Task A_date_that_cannot_be_read_is_replaced_without_a_word()
    {
        Assert.Equal(202, (await Datadog.PostAsync("""{"message":"m","timestamp":"yesterday"}""")).Status);
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((1, 1, null), (arrivals.Events, arrivals.Altered, arrivals.FirstEventTime));
    }

    [Fact]
    public async Task What_lies_beyond_the_limits_of_attributes_counts_as_altered()
    {
        string many = string.Join(',', Enumerable.Range(0, 257).Select(number => $"\"a{number}\":1"));
        string deep = string.Concat(Enumerable.Repeat("{\"a\":", 10)) + "1" + new string('}', 10);
        string[] entries =
        [
            $$"""{"message":"m",{{many}}}""", $$"""{"message":"m","deep":{{deep}}}""",
            $$"""{"message":"m","{{new string('k', 50)}}":1}""", """{"message":"m","a":{"b":[{"c":1}]}}""",
        ];
        await Datadog.PostAsync($"[{string.Join(',', entries)}]");
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((4, 3), (arrivals.Events, arrivals.Altered));
    }

    [Fact]
    public async Task Service_and_source_are_counted()
    {
        await Datadog.PostAsync(
            """[{"message":"m","service":"a","ddsource":"cloudflare"},{"message":"m","service":"b"}]""");
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal(["a", "b"], arrivals.BySource.Keys);
        Assert.Equal(["", "cloudflare"], arrivals.BySourcetype.Keys);
    }

    [Fact]
    public async Task Another_method_or_path_is_refused()
    {
        Assert.Equal(405, (await Datadog.SendAsync(HttpMethod.Get, DatadogSender.Path)).Status);
        Assert.Equal(404, (await Datadog.PostAsync("{}", "api/v2/log")).Status);
    }
}
