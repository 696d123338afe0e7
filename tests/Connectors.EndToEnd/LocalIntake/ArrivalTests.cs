using System.Globalization;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class ArrivalTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    [Fact]
    public async Task Nothing_has_arrived_at_first()
    {
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal(0, arrivals.Events + arrivals.DistinctIds + arrivals.Bytes + arrivals.Requests.Total);
        Assert.Null(arrivals.FirstEventTime);
        Assert.Empty(await Intake.IdsAsync());
        Assert.Empty(await Intake.DuplicatesAsync());
        Assert.Empty(await Intake.LastAsync(5));
    }

    [Fact]
    public async Task Events_are_counted_by_record_id()
    {
        await Hec.PostAsync(HecSender.Event("v1-a-1") + HecSender.Event("v1-a-2") + HecSender.Event("v1-a-1"));
        await Hec.PostAsync(HecSender.Event("v1-a-1") + """{"event":"no id"}""");
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((5, 2, 2, 1), (arrivals.Events, arrivals.DistinctIds, arrivals.Duplicates, arrivals.WithoutId));
        Assert.Equal(["v1-a-1", "v1-a-2"], await Intake.IdsAsync());
        Assert.Equal([new("v1-a-1", 3)], await Intake.DuplicatesAsync());
    }

    [Theory]
    [InlineData("\"a\\u002Db\"", "a-b")]
    [InlineData("17", "17")]
    [InlineData("\"a\\nb\"", "a b")]
    [InlineData("\"\u00e9\"", "\u00e9")]
    public async Task A_record_id_is_listed_on_one_line(string json, string line)
    {
        await Hec.PostAsync($$$"""{"event":"e","fields":{"record_id":{{{json}}}}}""");
        Assert.Equal([line], await Intake.IdsAsync());
    }

    [Fact]
    public async Task Events_are_counted_by_source_sourcetype_and_size()
    {
        const string body = """
            {"event":1,"source":"cloudflare:http_requests","sourcetype":"cloudflare:json"}
            {"event":2,"source":"cloudflare:http_requests","sourcetype":"other"}
            {"event":3,"source":"cloudflare:firewall_events","sourcetype":"cloudflare:json"}
            {"event":4}
            """;
        await Hec.PostAsync(body);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal(
            ["=1", "cloudflare:firewall_events=1", "cloudflare:http_requests=2"], Lines(arrivals.BySource));
        Assert.Equal(["=1", "cloudflare:json=2", "other=1"], Lines(arrivals.BySourcetype));
        Assert.Equal(body.Replace("\n", "", StringComparison.Ordinal).Length, arrivals.Bytes);
    }

    [Fact]
    public async Task The_first_and_last_time_are_exact_whatever_the_order()
    {
        await Hec.PostAsync(
            """{"event":1,"time":1700000000.25}{"event":2,"time":"1600000000.123456789"}{"event":3,"time":1.65e9}""");
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal("2020-09-13T12:26:40.123456789Z", arrivals.FirstEventTime);
        Assert.Equal("2023-11-14T22:13:20.25Z", arrivals.LastEventTime);
    }

    [Fact]
    public async Task Requests_are_counted_by_status()
    {
        await Hec.PostAsync(HecSender.Event("1"));
        await Hec.PostAsync("no JSON");
        await Hec.SendAsync(HttpMethod.Get, "services/collector/health");
        Assert.Equal(["200=1", "400=1"], Lines((await Intake.ArrivalsAsync()).Requests.ByStatus));
    }

    [Fact]
    public async Task The_last_200_events_are_kept_the_newest_first()
    {
        await Hec.PostAsync(string.Concat(Enumerable.Range(1, 450).Select(id => HecSender.Event($"v1-{id}"))));
        var last = await Intake.LastAsync(200);
        Assert.Equal(200, last.Count);
        Assert.Equal((450, "v1-450"), ((int)last[0]["number"]!, (string?)last[0]["recordId"]));
        Assert.Equal((251, "v1-251"), ((int)last[199]["number"]!, (string?)last[199]["recordId"]));
        Assert.Equal("e", (string?)last[0]["received"]!["event"]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("201")]
    [InlineData("many")]
    public async Task A_count_that_is_none_is_refused(string count)
    {
        HecAnswer answer = await Hec.SendAsync(HttpMethod.Get, $"control/arrivals/last?count={count}");
        Assert.Equal((400, "count must be a number from 1 to 200\n"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Many_ids_from_many_senders_are_each_counted_once()
    {
        const int senders = 4;
        const int deliveries = 10;
        const int events = 2_000;
        await Parallel.ForAsync(0, senders * deliveries, TestContext.Current.CancellationToken, async (delivery, _) =>
        {
            IEnumerable<int> sent = Enumerable.Range(delivery * events, events);
            await Hec.PostAsync(HecSender.Gzip(string.Concat(sent.Select(id => HecSender.Event($"v1-{id}")))), "gzip");
        });
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((senders * deliveries * events, 0), (arrivals.DistinctIds, arrivals.Duplicates));
        IReadOnlyList<string> ids = await Intake.IdsAsync();
        IEnumerable<int> numbers = ids.Select(id => int.Parse(id[3..], CultureInfo.InvariantCulture));
        Assert.Equal(Enumerable.Range(0, senders * deliveries * events), numbers.Order());
    }

    [Fact]
    public async Task Forgetting_leaves_nothing()
    {
        await Hec.PostAsync(HecSender.Event("1") + HecSender.Event("1"));
        HecAnswer answer = await Hec.SendAsync(HttpMethod.Delete, "control/arrivals");
        Assert.Equal(0, (int)answer.Json["events"]!);
        await Nothing_has_arrived_at_first();
    }

    [Fact]
    public async Task Events_are_not_kept_unless_the_command_line_says_so()
    {
        HecAnswer answer = await Hec.SendAsync(HttpMethod.Get, "control/arrivals/events");
        Assert.Equal((404, "events are only kept with --keep-events\n"), (answer.Status, answer.Body));
    }

    private static IEnumerable<string> Lines(IReadOnlyDictionary<string, long> counts) =>
        counts.Select(pair => $"{pair.Key}={pair.Value}");
}
