using System.Diagnostics;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class FaultTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    private const string Cut = "cut";

    [Fact]
    public async Task The_script_comes_first_one_entry_for_each_delivery()
    {
        await Intake.SetFaultsAsync(
            """{"script":[503,"reset",{"status":429,"retryAfter":"1"},"resetAfter",200],"resetProbability":1}""");
        Assert.Equal(["503", Cut, "429", Cut, "200", Cut], await DeliverAsync(6));
        Assert.Equal(["v1-3", "v1-4"], await Intake.IdsAsync());
    }

    [Theory]
    [InlineData("503", 503, """{"text":"Server is busy","code":9}""", null)]
    [InlineData("500", 500, """{"text":"Internal server error","code":8}""", null)]
    [InlineData("403", 403, """{"text":"Invalid token","code":4}""", null)]
    [InlineData(
        "429", 429, """{"text":"HEC queue is at capacity and cannot process any more requests","code":26}""", null)]
    [InlineData(
        """{"status":503,"code":23,"retryAfter":"7"}""", 503, """{"text":"Server is shutting down","code":23}""", "7")]
    [InlineData(
        """{"status":429,"retryAfter":"Sun, 22 Nov 2026 21:33:00 GMT"}""",
        429,
        """{"text":"HEC queue is at capacity and cannot process any more requests","code":26}""",
        "Sun, 22 Nov 2026 21:33:00 GMT")]
    [InlineData(
        """{"status":200,"code":25}""",
        200,
        """{"text":"HEC ACK is approaching its capacity limit","code":25}""",
        null)]
    [InlineData("""{"status":200,"code":77}""", 200, """{"text":"Fault on demand","code":77}""", null)]
    public async Task A_scripted_status_has_its_code_and_header(string entry, int status, string body, string? after)
    {
        await Intake.SetFaultsAsync($$"""{"script":[{{entry}}]}""");
        HecAnswer answer = await Hec.PostAsync(HecSender.Event("1"));
        Assert.Equal((status, body, after), (answer.Status, answer.Body, answer.RetryAfter));
        Assert.Equal(status == 200 ? 1 : 0, (await Intake.ArrivalsAsync()).Events);
    }

    [Fact]
    public async Task A_status_without_words_of_the_collector_is_HTML()
    {
        await Intake.SetFaultsAsync("""{"script":[502]}""");
        HecAnswer answer = await Hec.PostAsync(HecSender.Event("1"));
        Assert.Equal((502, "text/html"), (answer.Status, answer.ContentType));
    }

    [Fact]
    public async Task A_reset_takes_nothing_and_a_reset_afterwards_takes_all()
    {
        await Intake.SetFaultsAsync("""{"script":["reset","resetAfter"]}""");
        Assert.Equal([Cut, Cut, "200"], await DeliverIdsAsync([1, 1, 1]));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((2, 1, 1), (arrivals.Events, arrivals.DistinctIds, arrivals.Duplicates));
        Assert.Equal("200=1 reset=1 resetAfter=1", Requests(arrivals));
    }

    [Fact]
    public async Task A_reset_cuts_a_large_body_on_its_way()
    {
        await Intake.SetFaultsAsync("""{"script":["reset"]}""");
        string large = $$"""{"event":"{{new string('x', 20_000_000)}}"}""";
        Assert.Equal(Cut, await EndOfAsync(() => Hec.PostAsync(large)));
        Assert.Equal(0, (await Intake.ArrivalsAsync()).Events);
    }

    [Fact]
    public async Task Chance_gives_the_same_faults_to_the_same_seed()
    {
        const string faults = """
            {"statusProbability":[{"status":503,"probability":0.2},{"status":429,"probability":0.2,"retryAfter":"1"}],
             "resetProbability":0.1,"resetAfterProbability":0.1,"seed":
            """;
        List<string[]> runs = [];
        foreach (int seed in new[] { 7, 7, 8 })
        {
            await Intake.SetFaultsAsync($"{faults}{seed}}}");
            runs.Add([.. await DeliverAsync(60)]);
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.NotEqual(runs[0], runs[2]);
        Assert.Equal(["200", "429", "503", Cut], runs[0].Distinct().Order());
    }

    [Fact]
    public async Task Near_the_limit_everything_is_taken_with_a_warning()
    {
        await Intake.SetFaultsAsync("""{"nearLimitProbability":1}""");
        HecAnswer answer = await Hec.PostAsync(HecSender.Event("1"));
        Assert.Equal(
            (200, """{"text":"HEC queue is approaching its capacity limit","code":24}"""),
            (answer.Status, answer.Body));
        Assert.Equal(1, (await Intake.ArrivalsAsync()).Events);
    }

    [Fact]
    public async Task Latency_is_waited_before_each_answer()
    {
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":150,"most":160}}""");
        long started = Stopwatch.GetTimestamp();
        await Hec.PostAsync(HecSender.Event("1"));
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 149, 10_000);
    }

    [Fact]
    public async Task When_it_is_down_every_connection_is_cut_but_the_control_API_answers()
    {
        await Intake.SetFaultsAsync("""{"isDown":true}""");
        Assert.Equal([Cut, Cut], await DeliverAsync(2));
        Assert.Equal(Cut, await EndOfAsync(() => Hec.SendAsync(HttpMethod.Get, "services/collector/health")));
        Assert.Equal("down=2", Requests(await Intake.ArrivalsAsync()));
        await Intake.SetFaultsAsync("""{"isDown":false}""");
        Assert.Equal(["200"], await DeliverAsync(1));
    }

    [Fact]
    public async Task The_same_record_ids_are_refused_in_every_run()
    {
        await Intake.SetFaultsAsync("""{"refuseEvery":10}""");
        string[] ids = [.. Enumerable.Range(1, 300).Select(line => $"v1-abc-{line}")];
        IReadOnlyList<string> first = await DeliverAllAsync(ids);
        Assert.InRange(first.Count, 10, 60);
        Assert.Equal(ids.Except(first), await Intake.IdsAsync());
        Assert.Equal(first.Count, (await Intake.ArrivalsAsync()).Refused);
        await Intake.SetFaultsAsync("""{"seed":5}""");
        Assert.Equal(first.Order(), (await DeliverAllAsync([.. ids.Reverse()])).Order());
    }

    [Fact]
    public async Task Deleting_the_faults_ends_them()
    {
        await Intake.SetFaultsAsync("""{"script":[503],"isDown":true,"refuseEvery":1}""");
        await Intake.ResetAsync();
        Assert.Equal(["200"], await DeliverAsync(1));
    }

    [Fact]
    public async Task Turning_a_knob_leaves_the_rest_of_the_script()
    {
        await Intake.SetFaultsAsync("""{"script":[503,503]}""");
        Assert.Equal(["503"], await DeliverAsync(1));
        await Intake.SetFaultsAsync("""{"latencyMs":{"most":1}}""");
        Assert.Equal(["503", "200"], await DeliverAsync(2));
    }

    private Task<List<string>> DeliverAsync(int deliveries) => DeliverIdsAsync(Enumerable.Range(0, deliveries));

    private async Task<List<string>> DeliverIdsAsync(IEnumerable<int> ids)
    {
        List<string> ends = [];
        foreach (int id in ids)
        {
            ends.Add(await EndOfAsync(() => Hec.PostAsync(HecSender.Event($"v1-{id}"))));
        }

        return ends;
    }

    // As a connector does it: what is refused is set aside, what stands behind it is sent again.
    private async Task<IReadOnlyList<string>> DeliverAllAsync(string[] ids)
    {
        List<string> refused = [];
        for (int next = 0; next < ids.Length;)
        {
            HecAnswer answer = await Hec.PostAsync(string.Concat(ids[next..].Select(HecSender.Event)));
            if (answer.Status == 200)
            {
                break;
            }

            next += (int)answer.Json["invalid-event-number"]!;
            refused.Add(ids[next++]);
        }

        return refused;
    }

    private static async Task<string> EndOfAsync(Func<Task<HecAnswer>> send)
    {
        try
        {
            return $"{(await send()).Status}";
        }
        catch (HttpRequestException)
        {
            return Cut;
        }
    }

    private static string Requests(IntakeArrivals arrivals) =>
        string.Join(' ', arrivals.Requests.ByStatus.Select(pair => $"{pair.Key}={pair.Value}"));
}
