using System.Diagnostics;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class HecAckTests : IntakeTest, IClassFixture<IntakeProcess>
{
    private const string AckPath = "services/collector/ack";
    private const string Good = """{"event":"good"}""";

    public HecAckTests(IntakeProcess intake)
        : base(intake) => Hec.Channel = Guid.NewGuid().ToString();

    [Fact]
    public async Task Numbers_count_from_0_in_each_channel()
    {
        await Intake.SetSplunkAsync("""{"usesAck":true}""");
        Assert.Equal("""{"text":"Success","code":0,"ackId":0}""", (await Hec.PostAsync(Good)).Body);
        Assert.Equal("""{"text":"Success","code":0,"ackId":1}""", (await Hec.PostAsync(Good)).Body);
        Hec.Channel = Guid.NewGuid().ToString();
        Assert.Equal("""{"text":"Success","code":0,"ackId":0}""", (await Hec.PostAsync(Good)).Body);
    }

    [Fact]
    public async Task A_number_is_true_after_the_delay_and_only_once()
    {
        const int delayMs = 400;
        await Intake.SetSplunkAsync($$"""{"usesAck":true,"ackDelayMs":{{delayMs}}}""");
        long started = Stopwatch.GetTimestamp();
        await Hec.PostAsync(Good);
        string yes = """{"acks":{"0":true,"7":false}}""";
        string no = """{"acks":{"0":false,"7":false}}""";
        string answer = no;
        while (answer == no)
        {
            answer = (await Hec.PostAsync("""{"acks":[0,7]}""", AckPath)).Body;
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.Equal(yes, answer);
        Assert.True(Stopwatch.GetElapsedTime(started).TotalMilliseconds >= delayMs);
        Assert.Equal(no, (await Hec.PostAsync("""{"acks":[0,7]}""", AckPath)).Body);
    }

    [Fact]
    public async Task A_number_is_false_in_the_wrong_channel_and_stays_for_the_right_one()
    {
        await Intake.SetSplunkAsync("""{"usesAck":true,"ackDelayMs":0}""");
        await Hec.PostAsync(Good);
        string right = Hec.Channel!;
        Hec.Channel = Guid.NewGuid().ToString();
        Assert.Equal("""{"acks":{"0":false}}""", (await Hec.PostAsync("""{"acks":[0]}""", AckPath)).Body);
        Hec.Channel = null;
        HecAnswer inQuery = await Hec.PostAsync("""{"acks":[0]}""", $"{AckPath}?channel={right}");
        Assert.Equal("""{"acks":{"0":true}}""", inQuery.Body);
    }

    [Fact]
    public async Task A_partly_taken_body_has_a_number_and_one_of_which_nothing_is_taken_has_none()
    {
        await Intake.SetSplunkAsync("""{"usesAck":true}""");
        Assert.Equal(
            """{"text":"Invalid data format","code":6,"invalid-event-number":0}""",
            (await Hec.PostAsync("no JSON")).Body);
        Assert.Equal(
            """{"text":"Invalid data format","code":6,"invalid-event-number":1,"ackId":0}""",
            (await Hec.PostAsync(Good + "no JSON")).Body);
    }

    [Theory]
    [InlineData("enterprise", null, """{"text":"Data channel is missing","code":10}""")]
    [InlineData("enterprise", "one", """{"text":"Invalid data channel","code":11}""")]
    [InlineData("cloud", "one", """{"text":"Invalid data channel","code":11}""")]
    [InlineData("cloud", null, """{"text":"Data channel is missing. If you have multiple indexers, sticky session """
        + """load balancers must be provisioned and client requests must be routed accordingly.","code":28}""")]
    public async Task With_acknowledgement_the_channel_must_be_a_GUID(string flavour, string? channel, string body)
    {
        await Intake.SetSplunkAsync($$"""{"usesAck":true,"flavour":"{{flavour}}"}""");
        Hec.Channel = channel;
        foreach (string path in new[] { HecSender.EventPath, "services/collector/raw", AckPath })
        {
            HecAnswer answer = await Hec.PostAsync(Good, path);
            Assert.Equal((400, body), (answer.Status, answer.Body));
        }

        Assert.Equal(0, (await Intake.ArrivalsAsync()).Events);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("one")]
    public async Task Without_acknowledgement_nobody_looks_at_the_channel(string? channel)
    {
        Hec.Channel = channel;
        Assert.Equal("""{"text":"Success","code":0}""", (await Hec.PostAsync(Good)).Body);
        HecAnswer answer = await Hec.PostAsync("""{"acks":[0]}""", AckPath);
        Assert.Equal((400, """{"text":"ACK is disabled","code":14}"""), (answer.Status, answer.Body));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("""{"acks":["0"]}""")]
    public async Task A_question_without_numbers_is_refused(string body)
    {
        await Intake.SetSplunkAsync("""{"usesAck":true}""");
        HecAnswer answer = await Hec.PostAsync(body, AckPath);
        Assert.Equal((400, """{"text":"Invalid data format","code":6}"""), (answer.Status, answer.Body));
    }
}
