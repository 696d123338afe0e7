using System.Text;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Delivering;

/// <summary>What a person or a script sees of the executable.</summary>
public sealed class CommandTests(IntakeProcess intake) : DeliveryTest(intake), IClassFixture<IntakeProcess>
{
    private static readonly string[] LedgerMembers =
    [
        "object", "etag", "outcome", "dataset", "recordsRead", "delivered", "duplicates", "filtered", "sampledOut",
        "deadLettered", "bytesRead", "bytesInflated", "payloads", "attempts", "firstEventTime", "lastEventTime",
        "seconds",
    ];

    [Fact]
    public async Task With_json_standard_output_is_one_ledger_a_line_whatever_becomes_of_the_objects()
    {
        string good = WriteBatch("http_requests", 100);
        string bad = Write("bad.ndjson", "{\"RayID\":\"1\"}\nno json\n");
        string empty = Write("empty.log", "");
        string missing = PathOf("missing.log.gz");
        ConnectorRun run = await RunWithAsync(
            new() { ["CONNECTOR_LOG_LEVEL"] = "debug" }, "deliver", good, bad, empty, missing, "--json");
        Assert.Equal(3, run.ExitCode);
        Assert.Equal(
            ["delivered", "partial", "ignored", "unreadable"], run.Lines.Select(ledger => (string)ledger["outcome"]!));
        Assert.All(
            run.Lines, ledger => Assert.Empty(LedgerMembers.Except(((IDictionary<string, JToken?>)ledger).Keys)));
        Assert.Equal("http_requests", (string)run.Lines[0]["dataset"]!);
    }

    [Fact]
    public async Task Patterns_and_standard_input_are_objects_too()
    {
        WriteBatch("firewall_events", 10, seed: 1);
        WriteBatch("firewall_events", 20, seed: 2);
        ConnectorRun pattern = await RunAsync("deliver", PathOf("*.log.gz"), "--json");
        Assert.Equal([10, 20], pattern.Lines.Select(ledger => (int)ledger["delivered"]!));

        using ConnectorProcess connector = StartWith([], "deliver", "-", "--json");
        await connector.Input.WriteAsync("{\"a\":1}\n{\"a\":2}"u8.ToArray(), TestContext.Current.CancellationToken);
        ConnectorRun input = await connector.EndAsync();
        Assert.Equal(
            (0, 2, "unknown"), (input.ExitCode, (int)input.Ledger["delivered"]!, (string)input.Ledger["dataset"]!));
    }

    [Fact]
    public async Task Check_delivers_one_canary_the_way_records_go()
    {
        ConnectorRun run = await RunAsync("check");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(1, (await Intake.ArrivalsAsync()).Events);

        await Intake.SetSplunkAsync("""{"indexes":["main"]}""");
        ConnectorRun wrong = await RunWithAsync(new() { ["SPLUNK_INDEX"] = "nowhere" }, "check");
        Assert.Equal(3, wrong.ExitCode);
        Assert.Contains("SPLUNK_INDEX", wrong.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preview_shows_what_would_be_sent_and_sends_nothing()
    {
        ConnectorRun run = await RunAsync("preview", WriteBatch("http_requests", 10), "--records", "3", "--json");
        Assert.Equal(0, run.ExitCode);
        Assert.Equal(3, run.Lines.Count);
        Assert.All(run.Lines, line => Assert.Contains("RayID", line.ToString(), StringComparison.Ordinal));
        Assert.Equal(0, (await Intake.ArrivalsAsync()).Events);
    }

    [Fact]
    public async Task All_wrong_settings_are_told_together_by_name_and_without_their_secrets()
    {
        var wrong = new Dictionary<string, string>
        {
            ["SPLUNK_HEC_URL"] = "http://splunk.example.com:8088",
            ["SPLUNK_HEC_TOKEN"] = "file:/there/is/no/such/file",
            ["SPLUNK_USE_ACK"] = "perhaps",
            ["CONNECTOR_CONCURRENCY"] = "0",
        };
        ConnectorRun run = await RunWithAsync(wrong, "deliver", "any.log.gz");
        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.All(wrong.Keys, name => Assert.Contains(name, run.Errors, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(0, "version")]
    [InlineData(0, "help")]
    [InlineData(0, "fields")]
    [InlineData(0, "fields", "http_requests", "--json")]
    [InlineData(2, "fields", "no_such_dataset")]
    [InlineData(2, "deliver")]
    [InlineData(2, "deliver", "--no-such-option", "x")]
    [InlineData(2, "no-such-command")]
    public async Task Commands_that_need_no_destination_say_what_they_have_to(int exitCode, params string[] arguments)
    {
        ConnectorRun run = await ConnectorProcess.RunAsync("splunk", new Dictionary<string, string>(), arguments);
        Assert.Equal(exitCode, run.ExitCode);
        Assert.NotEqual(0, (exitCode == 0 ? run.Output : run.Errors).Trim().Length);
    }

    [Fact]
    public async Task An_object_of_many_members_and_a_byte_order_mark_is_one_batch()
    {
        string path = PathOf("members.log.gz");
        await using (FileStream file = File.Create(path))
        {
            foreach (string piece in (string[])["\uFEFF{\"a\":1}\n{\"a\"", ":2}\n", "{\"a\":3}"])
            {
                await using var gzip = new System.IO.Compression.GZipStream(
                    file, System.IO.Compression.CompressionMode.Compress, leaveOpen: true);
                await gzip.WriteAsync(Encoding.UTF8.GetBytes(piece), TestContext.Current.CancellationToken);
            }
        }

        ConnectorRun run = await RunAsync("deliver", path, "--json");
        Assert.Equal((0, 3), (run.ExitCode, (int)run.Ledger["delivered"]!));
        JArray last = await Intake.LastAsync(3);
        Assert.Equal([1, 2, 3], last.Select(arrived => (int)arrived["received"]!["event"]!["a"]!).Order());
    }
}
