using System.Net.Sockets;
using System.Text;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class HecRequestTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    private const string Good = """{"event":"good"}""";
    private const string NotFound = """{"text":"The requested URL was not found on this server.","code":404}""";
    private const int CloudMaxBytes = 5_242_881;

    [Theory]
    [InlineData("services/collector")]
    [InlineData("services/collector/event")]
    [InlineData("services/collector/event/1.0")]
    [InlineData("services/collector/raw")]
    [InlineData("services/collector/raw/1.0")]
    public async Task Every_delivery_route_takes_events(string path)
    {
        Assert.Equal("""{"text":"Success","code":0}""", (await Hec.PostAsync(Good, path)).Body);
        Assert.Equal(1, (await Intake.ArrivalsAsync()).Events);
    }

    [Theory]
    [InlineData("services/collector/event")]
    [InlineData("services/collector/raw/1.0")]
    [InlineData("services/collector/ack")]
    public async Task Options_are_told_without_a_token(string path)
    {
        Hec.Authorization = null;
        HecAnswer answer = await Hec.SendAsync(HttpMethod.Options, path);
        Assert.Equal((200, "", "POST,OPTIONS"), (answer.Status, answer.Body, answer.Allow));
    }

    [Theory]
    [InlineData("services/collector/event")]
    [InlineData("services/collector/raw")]
    [InlineData("services/collector/ack")]
    public async Task Another_method_is_405_with_the_words_of_404(string path)
    {
        HecAnswer answer = await Hec.SendAsync(HttpMethod.Get, path);
        Assert.Equal((405, NotFound, "POST,OPTIONS"), (answer.Status, answer.Body, answer.Allow));
    }

    [Theory]
    [InlineData("services/collector/events")]
    [InlineData("services/collector/event/2.0")]
    [InlineData("services/collector/Event")]
    [InlineData("services")]
    [InlineData("favicon.ico")]
    public async Task An_unknown_path_is_404(string path)
    {
        HecAnswer answer = await Hec.PostAsync(Good, path);
        Assert.Equal((404, NotFound), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("services/collector/health")]
    [InlineData("services/collector/health/1.0")]
    public async Task Health_needs_no_token(string path)
    {
        Hec.Authorization = null;
        HecAnswer answer = await Hec.SendAsync(HttpMethod.Get, path);
        Assert.Equal((200, """{"text":"HEC is healthy","code":17}"""), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("Splunk local-intake-token", 200, """{"text":"HEC is healthy","code":17}""")]
    [InlineData("Splunk other", 400, """{"text":"Invalid token","code":21}""")]
    [InlineData("Splunk retired", 400, """{"text":"Token disabled","code":22}""")]
    public async Task Health_looks_at_a_token_that_is_given(string authorization, int status, string body)
    {
        await Intake.SetSplunkAsync("""{"disabledTokens":["retired"]}""");
        Hec.Authorization = authorization;
        HecAnswer answer = await Hec.SendAsync(HttpMethod.Get, "services/collector/health");
        Assert.Equal((status, body), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData(null, 401, """{"text":"Token is required","code":2}""")]
    [InlineData("", 401, """{"text":"Token is required","code":2}""")]
    [InlineData("Splunk", 401, """{"text":"Token is required","code":2}""")]
    [InlineData("local-intake-token", 401, """{"text":"Invalid authorization","code":3}""")]
    [InlineData("Bearer local-intake-token", 401, """{"text":"Invalid authorization","code":3}""")]
    [InlineData("Splunk other", 403, """{"text":"Invalid token","code":4}""")]
    [InlineData("Splunk retired", 403, """{"text":"Token disabled","code":1}""")]
    public async Task A_bad_token_is_refused(string? authorization, int status, string body)
    {
        await Intake.SetSplunkAsync("""{"disabledTokens":["retired"]}""");
        Hec.Authorization = authorization;
        foreach (string path in new[] { HecSender.EventPath, "services/collector/raw", "services/collector/ack" })
        {
            HecAnswer answer = await Hec.PostAsync(Good, path);
            Assert.Equal((status, body), (answer.Status, answer.Body));
        }

        Assert.Equal(0, (await Intake.ArrivalsAsync()).Events);
    }

    [Fact]
    public async Task A_token_in_the_query_is_refused()
    {
        Hec.Authorization = null;
        HecAnswer answer = await Hec.PostAsync(Good, HecSender.EventPath + "?token=local-intake-token");
        Assert.Equal(
            (400, """{"text":"Query string authorization is not enabled","code":16}"""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Gzip_is_taken()
    {
        Assert.Equal(200, (await Hec.PostAsync(HecSender.Gzip(Good + Good), "gzip")).Status);
        Assert.Equal(2, (await Intake.ArrivalsAsync()).Events);
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task Another_encoding_is_refused_with_HTML(string encoding)
    {
        HecAnswer answer = await Hec.PostAsync(HecSender.Gzip(Good), encoding);
        Assert.Equal((415, "text/html"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task Gzip_that_cannot_be_read_is_refused_without_a_number_and_nothing_is_taken()
    {
        byte[] whole = HecSender.Gzip(Good + Good);
        byte[] damaged = [.. whole];
        damaged[^6] ^= 0xff; // the checksum
        foreach (byte[] body in new[] { whole[..^9], damaged, "no gzip"u8.ToArray() })
        {
            HecAnswer answer = await Hec.PostAsync(body, "gzip");
            Assert.Equal((400, """{"text":"Invalid data format","code":6}"""), (answer.Status, answer.Body));
        }

        Assert.Equal(0, (await Intake.ArrivalsAsync()).Events);
    }

    [Theory]
    [InlineData(CloudMaxBytes, 200, """{"text":"Success","code":0}""")]
    [InlineData(CloudMaxBytes + 1, 400, """{"text":"Invalid data format","code":6,"invalid-event-number":0}""")]
    public async Task Cloud_calls_a_body_that_is_too_large_invalid(int bytes, int status, string body)
    {
        await Intake.SetSplunkAsync("""{"flavour":"cloud"}""");
        string sent = Good + $$"""{"event":"{{new string('x', bytes - Good.Length - 12)}}"}""";
        HecAnswer plain = await Hec.PostAsync(sent);
        HecAnswer packed = await Hec.PostAsync(HecSender.Gzip(sent), "gzip");
        Assert.Equal((status, body), (plain.Status, plain.Body));
        Assert.Equal((status, body), (packed.Status, packed.Body));
        Assert.Equal(status == 200 ? 4 : 0, (await Intake.ArrivalsAsync()).Events);
    }

    [Fact]
    public async Task Enterprise_refuses_a_body_that_is_too_large_with_413()
    {
        await Intake.SetSplunkAsync("""{"maxBodyBytes":31}""");
        Assert.Equal(413, (await Hec.PostAsync(Good + Good)).Status);
        Assert.Equal(413, (await Hec.PostAsync(HecSender.Gzip(Good + Good), "gzip")).Status);
        Assert.Equal(200, (await Hec.PostAsync(Good)).Status);
        Assert.Equal(1, (await Intake.ArrivalsAsync()).Events);
    }

    [Fact]
    public async Task Of_a_sender_that_goes_away_in_the_middle_nothing_is_taken()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        using (var sender = new TcpClient(Intake.BaseAddress.Host, Intake.BaseAddress.Port))
        {
            string request = $"""
                POST /{HecSender.EventPath} HTTP/1.1
                Host: localhost
                Authorization: Splunk {IntakeProcess.Token}
                Content-Length: 1000

                {Good}{Good}
                """;
            await sender.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request.ReplaceLineEndings("\r\n")), cancel);
        }

        while ((await Intake.ArrivalsAsync()).Requests.Total == 0)
        {
            await Task.Delay(10, cancel);
        }

        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((0, "senderGone"), (arrivals.Events, arrivals.Requests.ByStatus.Keys.Single()));
        Assert.Equal("", Intake.Errors);
    }

    [Fact]
    public async Task Raw_lines_are_events_whose_envelope_stands_in_the_query()
    {
        HecAnswer answer = await Hec.PostAsync("one\r\n\ntwo\nthree", "services/collector/raw?source=s&sourcetype=t");
        Assert.Equal(200, answer.Status);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((3, 3), (arrivals.BySource["s"], arrivals.BySourcetype["t"]));
        Assert.Equal(["three", "two", "one"], (await Intake.LastAsync(3)).Select(last => (string?)last["received"]));
    }

    [Fact]
    public async Task Raw_without_lines_is_no_data_and_a_wrong_index_is_refused()
    {
        await Intake.SetSplunkAsync("""{"indexes":["main"]}""");
        Assert.Equal("""{"text":"No data","code":5}""", (await Hec.PostAsync("\n", "services/collector/raw")).Body);
        Assert.Equal(
            """{"text":"Incorrect index","code":7}""",
            (await Hec.PostAsync("line", "services/collector/raw?index=other")).Body);
    }
}
