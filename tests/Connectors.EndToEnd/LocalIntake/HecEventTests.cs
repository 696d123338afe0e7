namespace Connectors.EndToEnd.LocalIntake;

public sealed class HecEventTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    private const string Success = """{"text":"Success","code":0}""";
    private const string NoData = """{"text":"No data","code":5}""";
    private const string Good = """{"event":"good"}""";

    [Theory]
    [InlineData("""{"event":"a"}""")]
    [InlineData("""{"event":{"a":1}}""")]
    [InlineData("""{"event":[1,2]}""")]
    [InlineData("""{"event":5}""")]
    [InlineData("""{"event":false}""")]
    [InlineData("""  {"event":"a"}  """)]
    [InlineData("""{"event":"a","time":1700000000}""")]
    [InlineData("""{"event":"a","time":1700000000.123456789}""")]
    [InlineData("""{"event":"a","time":1.7e9}""")]
    [InlineData("""{"event":"a","time":"1700000000.5"}""")]
    [InlineData("""{"time":1,"host":"h","source":"s","sourcetype":"t","index":"i","event":"a","fields":{"a":"b"}}""")]
    [InlineData("""{"event":"a","fields":{"a":"b","c":1,"d":true,"e":["f","g"],"h":[]}}""")]
    public async Task A_good_event_is_taken(string body)
    {
        HecAnswer answer = await Hec.PostAsync(body);
        Assert.Equal((200, Success), (answer.Status, answer.Body));
        Assert.Equal("application/json", answer.ContentType);
        Assert.Equal(1, (await Intake.ArrivalsAsync()).Events);
    }

    [Theory]
    [InlineData("""{"event":"a"}{"event":"b"}""")]
    [InlineData("{\"event\":\"a\"}\n{\"event\":\"b\"}\n")]
    [InlineData("{\"event\":\"a\"}\r\n\t {\n\"event\"\n:\"b\"}")]
    public async Task Objects_stand_one_behind_the_other_with_or_without_white_space(string body)
    {
        Assert.Equal(Success, (await Hec.PostAsync(body)).Body);
        Assert.Equal(2, (await Intake.ArrivalsAsync()).Events);
    }

    [Theory]
    [InlineData("[1]", 6, "Invalid data format")]
    [InlineData("""[{"event":"a"}]""", 6, "Invalid data format")]
    [InlineData("\"text\"", 6, "Invalid data format")]
    [InlineData(",", 6, "Invalid data format")]
    [InlineData("{'event':'a'}", 6, "Invalid data format")]
    [InlineData("""{"event":"a",}""", 6, "Invalid data format")]
    [InlineData("""{"event":""", 6, "Invalid data format")]
    [InlineData("""{"event":"\ud800","source":"\ud800"}""", 6, "Invalid data format")]
    [InlineData("""{"event":"a","time":"yesterday"}""", 6, "Invalid data format")]
    [InlineData("""{"event":"a","time":"2026-11-22T21:33:00Z"}""", 6, "Invalid data format")]
    [InlineData("""{"event":"a","time":""}""", 6, "Invalid data format")]
    [InlineData("""{"event":"a","time":null}""", 6, "Invalid data format")]
    [InlineData("""{"event":"a","time":[1]}""", 6, "Invalid data format")]
    [InlineData("""{"event":"a","host":5}""", 6, "Invalid data format")]
    [InlineData("{}", 12, "Event field is required")]
    [InlineData("""{"time":1}""", 12, "Event field is required")]
    [InlineData("""{"evnt":"a"}""", 12, "Event field is required")]
    [InlineData("""{"event":""}""", 13, "Event field cannot be blank")]
    [InlineData("""{"event":null}""", 13, "Event field cannot be blank")]
    [InlineData("""{"event":"","time":"x"}""", 13, "Event field cannot be blank")]
    [InlineData("""{"event":"a","fields":{"a":{"b":1}}}""", 15, "Error in handling indexed fields")]
    [InlineData("""{"event":"a","fields":{"a":[1,{"b":1}]}}""", 15, "Error in handling indexed fields")]
    [InlineData("""{"event":"a","fields":{"a":[[1]]}}""", 15, "Error in handling indexed fields")]
    [InlineData("""{"event":"a","fields":"text"}""", 15, "Error in handling indexed fields")]
    [InlineData("""{"event":"a","fields":{"a":{}},"time":"x","unknown":1}""", 15, "Error in handling indexed fields")]
    public async Task Of_a_bad_event_the_answer_tells_the_number_and_only_those_before_it_are_taken(
        string bad, int code, string text)
    {
        HecAnswer answer = await Hec.PostAsync($"{Good}{bad}{Good}");
        string expected = $$"""{"text":"{{text}}","code":{{code}},"invalid-event-number":1}""";
        Assert.Equal((400, expected), (answer.Status, answer.Body));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((1, 1, 0), (arrivals.Events, arrivals.Refused, arrivals.Dropped));
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        byte[] body = [.. """{"event":"a"}{"event":"*"}"""u8];
        body[body.AsSpan().IndexOf((byte)'*')] = 0xff;
        HecAnswer answer = await Hec.PostAsync(body, encoding: null);
        Assert.Equal("""{"text":"Invalid data format","code":6,"invalid-event-number":1}""", answer.Body);
    }

    [Fact]
    public async Task A_wrong_index_is_refused_with_the_number_of_the_event_behind_it()
    {
        await Intake.SetSplunkAsync("""{"indexes":["main","cloudflare"]}""");
        HecAnswer answer = await Hec.PostAsync(
            """{"event":"a","index":"main"}{"event":"b","index":"other"}{"event":"c","index":"cloudflare"}""");
        Assert.Equal(
            (400, """{"text":"Incorrect index","code":7,"invalid-event-number":2}"""), (answer.Status, answer.Body));
        Assert.Equal(1, (await Intake.ArrivalsAsync()).Events);
    }

    [Theory]
    [InlineData("""{"event":"a","index":"main"}""")]
    [InlineData("""{"event":"a"}""")]
    public async Task An_allowed_index_or_none_is_taken(string body)
    {
        await Intake.SetSplunkAsync("""{"indexes":["main"]}""");
        Assert.Equal(Success, (await Hec.PostAsync(body)).Body);
    }

    [Theory]
    [InlineData("{0}{1}{0}", 1, 2)]
    [InlineData("{0}{0}{1}", 2, 1)]
    [InlineData("{1}{0}", 0, 2)]
    [InlineData("{0}{1}{0}}}no JSON", 1, 2)]
    public async Task An_unknown_key_silently_drops_its_event_and_all_behind_it(string order, int taken, int dropped)
    {
        string body = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, order, Good, """{"event":"a","unknown":1}""");
        HecAnswer answer = await Hec.PostAsync(body);
        Assert.Equal((200, Success), (answer.Status, answer.Body));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((taken, dropped, 0), (arrivals.Events, arrivals.Dropped, arrivals.Refused));
    }

    [Theory]
    [InlineData("""{"event":"a","unknown":1}""")]
    [InlineData("""{"unknown":{"a":[1]},"event":"a"}  """)]
    [InlineData("")]
    [InlineData("  \n ")]
    public async Task An_only_event_with_an_unknown_key_and_an_empty_body_are_no_data(string body)
    {
        HecAnswer answer = await Hec.PostAsync(body);
        Assert.Equal((400, NoData), (answer.Status, answer.Body));
        Assert.Equal(0, (await Intake.ArrivalsAsync()).Events);
    }

    [Fact]
    public async Task Fields_without_an_event_are_skipped_silently()
    {
        HecAnswer answer = await Hec.PostAsync(Good + """{"fields":{"metric_name:cpu":1}}""" + Good);
        Assert.Equal(Success, answer.Body);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((2, 1), (arrivals.Events, arrivals.Dropped));
    }

    [Fact]
    public async Task A_value_is_kept_as_it_was_sent()
    {
        const string sent =
            """{"event":{"at":"2026-11-22T21:33:00.000Z","n":1.0,"big":12345678901234567890123},"time":"1.50"}""";
        await Hec.PostAsync(sent);
        string last = await Intake.Http.GetStringAsync("control/arrivals/last", TestContext.Current.CancellationToken);
        Assert.Contains(sent, last, StringComparison.Ordinal);
    }
}
