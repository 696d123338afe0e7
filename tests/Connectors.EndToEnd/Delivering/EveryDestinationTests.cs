using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Delivering;

/// <summary>What every published connector does, each against its own intake.</summary>
public sealed class EveryDestinationTests(IntakeProcess intake) : DeliveryTest(intake), IClassFixture<IntakeProcess>
{
    private const int Records = 20_000;

    // Written by hand here, as a person would set them.
    private static readonly Dictionary<string, (string Name, string Value)[]> Settings = new()
    {
        ["splunk"] = [("SPLUNK_HEC_URL", ""), ("SPLUNK_HEC_TOKEN", "local-intake-token")],
        ["datadog"] = [("DD_LOGS_URL", ""), ("DD_API_KEY", "local-intake-key")],
        ["sumologic"] = [("SUMO_URL", "receiver/v1/http/local-intake-source")],
        ["elastic"] = [("ELASTICSEARCH_URL", ""), ("ELASTICSEARCH_API_KEY", "local-intake-id:local-intake-key")],
    };

    public static TheoryData<string> Destinations => [.. Settings.Keys];

    [Theory]
    [MemberData(nameof(Destinations))]
    public async Task Every_line_arrives_although_requests_are_throttled_and_cut(string destination)
    {
        await Intake.SetDatadogAsync("""{"maxAgeHours":0}"""); // sample batches are as old as the day they were written
        await Intake.SetFaultsAsync("""
            {
              "seed": 7, "resetProbability": 0.05, "resetAfterProbability": 0.03,
              "statusProbability": [{"status": 503, "probability": 0.08}, {"status": 429, "probability": 0.08}]
            }
            """);
        ConnectorRun run = await RunAsync(destination, "deliver", WriteBatch("firewall_events", Records), "--json");
        Assert.Equal((0, "delivered", Records), Result(run));
        int duplicates = (int)run.Ledger["duplicates"]!; // only some destinations tell
        Assert.Equal(Records, (int)run.Ledger["delivered"]! + duplicates);

        IntakeArrivals arrivals = await Intake.ArrivalsAsync(destination);
        Assert.Equal((Records, 0, 0, 0), (arrivals.DistinctIds, arrivals.Dropped, arrivals.Altered, arrivals.Diverted));
        Assert.True(arrivals.Duplicates == 0 || (bool)run.Ledger["mayHaveDoubled"]!);
    }

    [Theory]
    [MemberData(nameof(Destinations))]
    public async Task A_secret_that_is_refused_acknowledges_nothing(string destination)
    {
        (string name, string value) = Settings[destination][^1];
        ConnectorRun run = await RunAsync(
            destination, more: (name, value + "-wrong"), "deliver", WriteBatch("firewall_events", 500), "--json");
        Assert.Equal((3, "unavailable", 500), Result(run));
        Assert.Equal(500, (int)run.Ledger["undelivered"]!);
        Assert.Equal(0, (await Intake.ArrivalsAsync(destination)).Events);
        Assert.DoesNotContain("-wrong", run.Output + run.Errors, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Destinations))]
    public async Task Check_delivers_one_canary(string destination)
    {
        ConnectorRun run = await RunAsync(destination, "check");
        Assert.True(run.ExitCode == 0, run.Output + run.Errors);
        Assert.Equal(1, (await Intake.ArrivalsAsync(destination)).Events);
    }

    [Fact]
    public async Task Elastic_counts_as_duplicates_what_is_there_already()
    {
        string batch = WriteBatch("http_requests", 1_000);
        await RunAsync("elastic", "deliver", batch);
        ConnectorRun again = await RunAsync("elastic", "deliver", batch, "--json");
        Assert.Equal((0, 1_000), (again.ExitCode, (int)again.Ledger["duplicates"]!));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task Datadog_gets_every_line_in_the_encoding_that_is_set(string coding)
    {
        await Intake.SetDatadogAsync("""{"maxAgeHours":0}""");
        string batch = WriteBatch("http_requests", Records);
        ConnectorRun run = await RunAsync("datadog", more: ("DD_COMPRESSION", coding), "deliver", batch, "--json");
        Assert.Equal((0, "delivered", Records), Result(run));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync("datadog");
        Assert.Equal((Records, Records, 0), (arrivals.Events, arrivals.DistinctIds, arrivals.Altered));
        Assert.Equal([KeyValuePair.Create(coding, arrivals.Requests.Total)], arrivals.Requests.ByEncoding);
    }

    private static (int ExitCode, string Outcome, int Read) Result(ConnectorRun run) =>
        (run.ExitCode, (string)run.Ledger["outcome"]!, (int)run.Ledger["recordsRead"]!);

    private Task<ConnectorRun> RunAsync(string destination, params string[] arguments) =>
        RunAsync(destination, more: ("CONNECTOR_ATTEMPTS", "20"), arguments);

    private Task<ConnectorRun> RunAsync(string destination, (string Name, string Value) more, params string[] arguments)
    {
        var settings = new Dictionary<string, string> { ["CONNECTOR_DEAD_LETTERS"] = DeadLetters };
        foreach ((string name, string value) in Settings[destination].Append(more))
        {
            bool isUrl = name.EndsWith("_URL", StringComparison.Ordinal);
            settings[name] = isUrl ? new Uri(Intake.BaseAddress, value).AbsoluteUri : value;
        }

        return ConnectorProcess.RunAsync(destination, settings, arguments);
    }
}
