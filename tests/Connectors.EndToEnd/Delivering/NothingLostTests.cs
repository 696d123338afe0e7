using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Delivering;

/// <summary>What goes wrong on the way to the destination, and that every line is accounted for in the end.</summary>
public sealed class NothingLostTests(IntakeProcess intake) : DeliveryTest(intake), IClassFixture<IntakeProcess>
{
    [Fact]
    public async Task Of_200_000_lines_each_arrives_or_is_a_dead_letter_while_the_intake_throttles_resets_and_refuses()
    {
        int[] records = [20_000, 20_000, 40_000, 60_000, 60_000];
        string[] objects = [.. records.Select((count, number) =>
            WriteBatch(number < 2 ? "http_requests" : "firewall_events", count, seed: number + 1))];
        await Intake.SetFaultsAsync("""
            {
              "seed": 42, "refuseEvery": 4000, "latencyMs": {"least": 0, "most": 10},
              "statusProbability": [
                {"status": 503, "code": 9, "probability": 0.08}, {"status": 429, "code": 26, "probability": 0.08}],
              "resetProbability": 0.05, "resetAfterProbability": 0.03, "nearLimitProbability": 0.05
            }
            """);

        ConnectorRun run = await RunWithAsync(
            new() { ["CONNECTOR_ATTEMPTS"] = "20", ["CONNECTOR_CONCURRENCY"] = "16" },
            ["deliver", .. objects, "--json"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Equal(records, run.Lines.Select(ledger => (int)ledger["recordsRead"]!));
        Assert.All(run.Lines, AssertBalanced);
        Dictionary<string, List<int>> delivered = LinesByObject(await Intake.IdsAsync());
        Dictionary<string, List<int>> dead =
            LinesByObject(ReadDeadLetters().Select(letter => (string)letter["recordId"]!));
        Assert.Equal(records.Length, delivered.Count);
        Assert.Equal(
            records.Select(count => Enumerable.Range(1, count)).Order(Comparer<IEnumerable<int>>.Create(BySize)),
            delivered.Select(pair => pair.Value.Concat(dead.GetValueOrDefault(pair.Key, [])).Order())
                .Order(Comparer<IEnumerable<int>>.Create(BySize)));
        Assert.NotEmpty(dead);

        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal(0, arrivals.Dropped);
        Assert.Empty(new[] { "503", "429", "400", "reset", "resetAfter" }.Except(arrivals.Requests.ByStatus.Keys));
        Assert.True(arrivals.Duplicates == 0 || run.Lines.Any(ledger => (bool)ledger["mayHaveDoubled"]!));
    }

    [Fact]
    public async Task What_was_refused_arrives_by_replay_with_its_own_id_and_time()
    {
        string batch = WriteBatch("firewall_events", 2_000);
        await Intake.SetFaultsAsync("""{"refuseEvery":40}""");
        ConnectorRun first = await RunAsync("deliver", batch, "--json");
        Assert.Equal((1, "partial"), (first.ExitCode, (string)first.Ledger["outcome"]!));
        int dead = (int)first.Ledger["deadLettered"]!;
        Assert.Equal(dead, ReadDeadLetters().Count);
        Assert.All(ReadDeadLetters(), letter => Assert.Equal("400/6", (string)letter["status"]!));

        await Intake.SetFaultsAsync("""{"refuseEvery":0}""");
        ConnectorRun replay = await RunAsync("replay", DeadLetters, "--json");
        Assert.Equal((0, dead), (replay.ExitCode, (int)replay.Ledger["delivered"]!));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((2_000, 2_000, 0), (arrivals.Events, arrivals.DistinctIds, arrivals.Duplicates));
        JArray last = await Intake.LastAsync(dead);
        Assert.Equal(
            ReadDeadLetters().Select(letter => (string)letter["record"]!["Datetime"]!).Order(),
            last.Select(arrived => (string)arrived["received"]!["event"]!["Datetime"]!).Order());
    }

    [Fact]
    public async Task A_killed_connector_repeats_the_same_ids_when_the_object_is_delivered_again()
    {
        string batch = WriteBatch("firewall_events", 60_000);
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":20,"most":40}}""");
        using (ConnectorProcess connector = StartWith([], "deliver", batch))
        {
            await WaitForEventsAsync(5_000);
            connector.Kill();
            await connector.EndAsync();
        }

        long before = (await Intake.ArrivalsAsync()).Events;
        Assert.InRange(before, 5_000, 59_999);
        ConnectorRun again = await RunAsync("deliver", batch, "--json");
        Assert.Equal((0, 60_000), (again.ExitCode, (int)again.Ledger["delivered"]!));

        // What the intake had received whole when the connector ended may have been counted a little later.
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((60_000, arrivals.Events - 60_000), (arrivals.DistinctIds, arrivals.Duplicates));
        Assert.InRange(arrivals.Duplicates, before, 59_999);
    }

    [Fact]
    public async Task A_destination_that_is_down_costs_nothing_but_time()
    {
        string batch = WriteBatch("firewall_events", 10_000);
        await Intake.SetFaultsAsync("""{"isDown":true}""");
        ConnectorRun run = await RunWithAsync(new() { ["CONNECTOR_ATTEMPTS"] = "2" }, "deliver", batch, "--json");
        Assert.Equal((3, "unavailable"), (run.ExitCode, (string)run.Ledger["outcome"]!));
        Assert.Equal((int)run.Ledger["recordsRead"]!, (int)run.Ledger["undelivered"]!);
        Assert.Empty(ReadDeadLetters());

        await Intake.SetFaultsAsync("""{"isDown":false}""");
        Assert.Equal(0, (await RunAsync("deliver", batch)).ExitCode);
        Assert.Equal(10_000, (await Intake.ArrivalsAsync()).DistinctIds);
    }

    [Fact]
    public async Task An_object_that_breaks_off_gives_all_its_whole_records_and_is_not_acknowledged()
    {
        byte[] whole = await File.ReadAllBytesAsync(
            WriteBatch("firewall_events", 5_000), TestContext.Current.CancellationToken);
        string cut = PathOf("cut.log.gz");
        await File.WriteAllBytesAsync(cut, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
        ConnectorRun run = await RunAsync("deliver", cut, "--json");
        Assert.Equal((3, "unreadable"), (run.ExitCode, (string)run.Ledger["outcome"]!));
        Assert.InRange((int)run.Ledger["delivered"]!, 1_000, 4_999);
        Assert.Equal((int)run.Ledger["delivered"]!, (await Intake.ArrivalsAsync()).Events);
        Assert.Empty(ReadDeadLetters());
    }

    [Fact]
    public async Task Records_are_delivered_once_the_indexers_have_confirmed_them()
    {
        await Intake.SetSplunkAsync("""{"usesAck":true,"ackDelayMs":300}""");
        ConnectorRun run = await RunWithAsync(
            new() { ["SPLUNK_USE_ACK"] = "true" }, "deliver", WriteBatch("firewall_events", 3_000), "--json");
        Assert.Equal((0, 3_000), (run.ExitCode, (int)run.Ledger["delivered"]!));
        Assert.Equal(0, (await Intake.ArrivalsAsync()).Duplicates);
    }

    [Fact]
    public async Task A_payload_that_Splunk_Cloud_finds_too_large_goes_in_halves()
    {
        await Intake.SetSplunkAsync("""{"flavour":"cloud"}""");
        ConnectorRun run = await RunWithAsync(
            new() { ["SPLUNK_MAX_PAYLOAD_BYTES"] = "12000000" },
            "deliver", WriteBatch("http_requests", 3_000), "--json");
        Assert.Equal((0, 3_000), (run.ExitCode, (int)run.Ledger["delivered"]!));
        Assert.True((int)run.Ledger["attempts"]! > (int)run.Ledger["payloads"]!);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((3_000, 0), (arrivals.DistinctIds, arrivals.Duplicates));
    }

    private static void AssertBalanced(JObject ledger) => Assert.Equal(
        (int)ledger["recordsRead"]!,
        new[] { "delivered", "duplicates", "filtered", "sampledOut", "deadLettered" }
            .Sum(count => (int)ledger[count]!));

    // v1-<object>-<line>
    private static Dictionary<string, List<int>> LinesByObject(IEnumerable<string> ids) => ids
        .Select(id => id.Split('-'))
        .GroupBy(parts => parts[1], parts => int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture))
        .ToDictionary(lines => lines.Key, lines => lines.ToList());

    private static int BySize(IEnumerable<int>? one, IEnumerable<int>? other) => one!.Count().CompareTo(other!.Count());
}
