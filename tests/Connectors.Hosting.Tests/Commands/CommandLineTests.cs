using Connectors.Records;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

public sealed class CommandLineTests : IDisposable
{
    private const string Batch = "{\"ClientIP\":\"::1\",\"EdgeStartTimestamp\":1795348800}\nnonsense\n"
        + "{\"ClientIP\":\"::2\",\"EdgeStartTimestamp\":1}\n";

    private readonly TemporaryFolder folder = new();
    private readonly MemoryStore store = new();
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };

    [Theory]
    [InlineData("")]
    [InlineData("deliver")]
    [InlineData("fly away")]
    [InlineData("deliver x --no-such-option")]
    [InlineData("replay x --from yesterday")]
    [InlineData("verify x")]
    [InlineData("backfill x --rate 0")]
    [InlineData("backfill x --rate NaN")]
    [InlineData("verify x --from ٣d")]
    public async Task A_wrong_command_is_told_and_exits_with_2(string arguments)
    {
        Assert.Equal(ExitCode.WrongUsage, await RunAsync(arguments));
        Assert.NotEqual("", error.ToString());
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public async Task Wrong_settings_are_told_together_and_exit_with_2()
    {
        Assert.Equal(ExitCode.WrongUsage, await RunAsync("check --settings-only --concurrency 0 --attempts 0"));
        Assert.Equal(2, error.ToString().TrimEnd('\n').Split('\n').Length);
    }

    [Theory]
    [InlineData("deliver {0}/*.log")]
    [InlineData("replay {0}/*.ndjson")]
    public async Task A_pattern_that_matches_nothing_is_told(string arguments)
    {
        Assert.Equal(ExitCode.WrongUsage, await RunAsync(string.Format(arguments, folder.Path)));
        Assert.StartsWith("Nothing matches '", error.ToString());
    }

    [Fact]
    public async Task Settings_alone_can_be_checked()
    {
        Assert.Equal(ExitCode.Success, await RunAsync("check --settings-only"));
        Assert.Equal("ok      settings  every setting keeps its rule\n", output.ToString());
    }

    [Fact]
    public async Task A_preview_shows_what_would_become_of_each_record()
    {
        string file = folder.Write("http_requests.log", Batch);
        Assert.Equal(ExitCode.Success, await RunAsync($"preview {file} --records 2 --json"));
        JObject[] records = [.. output.ToString().TrimEnd('\n').Split('\n').Select(JObject.Parse)];
        Assert.Equal(2, records.Length);
        Assert.StartsWith("would be delivered as v1-", (string)records[0]["outcome"]!);
        Assert.EndsWith(" " + records[0]["source"], (string)records[0]["delivered"]!);
        Assert.Equal(
            "would be a dead letter: invalid_json unexpected character at byte 0 of the record", records[1]["outcome"]);
    }

    [Fact]
    public async Task A_preview_for_people_is_indented()
    {
        await RunAsync($"preview {folder.Write("a.log", Batch)} --records 1");
        Assert.Contains("  \"ClientIP\": \"::1\",", output.ToString());
    }

    [Fact]
    public async Task A_preview_of_nothing_says_so()
    {
        Assert.Equal(ExitCode.NotDelivered, await RunAsync("preview nowhere.log"));
        Assert.Contains("nowhere.log", error.ToString());
    }

    [Fact]
    public async Task Fields_show_datasets_and_what_their_fields_become()
    {
        Assert.Equal(ExitCode.Success, await RunAsync("fields"));
        Assert.Matches("\nfirewall_events +Firewall events", output.ToString());
        Assert.Equal(ExitCode.Success, await RunAsync("fields http_requests --json"));
        JObject[] rows = [.. output.ToString().TrimEnd('\n').Split('\n').Where(line =>
            line.StartsWith('{')).Select(JObject.Parse)];
        Assert.Equal(134, rows.Length);
        Assert.Equal("where_from", rows.Single(row => (string)row["field"]! == "ClientIP")["Fake"]);
        Assert.Equal("seconds", rows.Single(row => (string)row["field"]! == "EdgeEndTimestamp")["Fake"]);
        Assert.Equal(ExitCode.WrongUsage, await RunAsync("fields no_such_dataset"));
    }

    [Fact]
    public async Task Fields_show_what_they_are_called_in_OCSF()
    {
        Assert.Equal(ExitCode.Success, await RunAsync("fields http_requests --json --schema ocsf"));
        JObject[] rows = [.. output.ToString().TrimEnd('\n').Split('\n').Select(JObject.Parse)];
        Assert.Equal("src_endpoint.ip", rows.Single(row => (string)row["field"]! == "ClientIP")["OCSF"]);
    }

    [Fact]
    public async Task A_preview_shows_OCSF_events_where_they_are_wanted()
    {
        string file = folder.Write("http_requests.log", Batch);
        Assert.Equal(ExitCode.Success, await RunAsync($"preview {file} --records 1 --json --schema ocsf"));
        string delivered = (string)JObject.Parse(output.ToString())["delivered"]!;
        Assert.Contains("\"class_uid\":4002", delivered);
        Assert.Contains("\"src_endpoint\":{\"ip\":\"::1\"}", delivered);
    }

    [Fact]
    public void The_summary_names_unknown_fields_by_dataset()
    {
        var report = new LedgerReport(output, isJson: false);
        foreach (string name in (string[])["New", "Newer"])
        {
            var ledger = new Ledger { Object = "a", Dataset = "http_requests" };
            ledger.UnknownFields.Add("New", 1_000);
            ledger.UnknownFields.Add(name, 1);
            ledger.UnknownFields.Add("", 2);
            report.Add(ledger);
        }

        report.Finish();
        Assert.EndsWith("\n  http_requests: New 2,001, Newer 1, others 4\n", output.ToString());
        Assert.Contains("New fields", output.ToString());
    }

    [Theory]
    [InlineData("assets", "first.json\nsecond.conf\n")]
    [InlineData("assets second.conf", "[stanza]\nkey = välue\n")]
    public async Task Assets_are_listed_and_shown(string arguments, string expected)
    {
        Assert.Equal(ExitCode.Success, await RunAsync(arguments));
        Assert.Equal(expected, output.ToString());
    }

    [Theory]
    [InlineData("assets third.conf", "'third.conf'. There are: first.json, second.conf.")]
    [InlineData("assets first.json --folder {0}/new", "do not go together")]
    [InlineData("assets --folder {0}/taken", "taken")]
    public async Task Assets_that_cannot_be_shown_or_written_are_told(string arguments, string problem)
    {
        folder.Write("taken", "");
        Assert.Equal(ExitCode.WrongUsage, await RunAsync(string.Format(arguments, folder.Path)));
        Assert.Contains(problem, error.ToString());
        Assert.Equal("", output.ToString());
    }

    [Fact]
    public async Task All_assets_are_written_to_a_folder()
    {
        string target = folder.Path + "/new/assets";
        Assert.Equal(ExitCode.Success, await RunAsync($"assets --folder {target}"));
        Assert.Equal($"{target}/first.json\n{target}/second.conf\n", output.ToString());
        Assert.Equal("[stanza]\nkey = välue\n", File.ReadAllText(target + "/second.conf"));
    }

    [Fact]
    public async Task A_dry_run_counts_letters_and_sends_nothing()
    {
        var bench = new Bench(new FakeDestination { Refuses = "::1" });
        await bench.DeliverAsync(Batch);
        folder.Write("dead/a.ndjson", bench.Letters.Values.Single() + "x\n");
        Assert.Equal(ExitCode.NotDelivered, await RunAsync($"replay {folder.Path}/dead --dry-run"));
        string[] lines = output.ToString().TrimEnd('\n').Split('\n');
        Assert.Equal(
            [
                "1 x invalid_json from s3://logs/batch.log.gz",
                "1 x refused_by_destination from s3://logs/batch.log.gz",
            ],
            lines.Select(line => line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]));
        Assert.Equal(
            $"{folder.Path}/dead/a.ndjson: 1 lines are not dead letters; the first is line 3\n", error.ToString());
    }

    [Theory]
    [InlineData("version", "fake-connector ")]
    [InlineData("help", "Description:")]
    [InlineData("--help", "Description:")]
    public async Task Help_and_version_are_there(string arguments, string start)
    {
        Assert.Equal(ExitCode.Success, await RunAsync(arguments));
        Assert.StartsWith(start, output.ToString());
    }

    [Fact]
    public async Task A_person_who_is_looking_gets_the_same_results()
    {
        var terminal = new Terminal(output, error, () => Stream.Null, new Dictionary<string, string>())
        {
            IsInteractive = true,
        };
        await ProgressDisplay.RunAsync(
            terminal, [new BatchReference("first")], new LedgerReport(output, isJson: false), (_, progress) =>
            {
                var ledger = new Ledger { Object = "first" };
                progress!.Report(ledger);
                return Task.FromResult(ledger);
            });
        Assert.Equal("delivered   first\n", output.ToString());
    }

    [Fact]
    public async Task What_was_delivered_before_an_interruption_is_told_also_when_a_person_is_looking()
    {
        var terminal = new Terminal(output, error, () => Stream.Null, new Dictionary<string, string>())
        {
            IsInteractive = true,
        };
        BatchReference[] objects = [new("first"), new("second")];
        await Assert.ThrowsAsync<OperationCanceledException>(() => ProgressDisplay.RunAsync(
            terminal, objects, new LedgerReport(output, isJson: false), (reference, _) => reference == objects[0]
                ? Task.FromResult(new Ledger { Object = "first" })
                : throw new OperationCanceledException()));
        Assert.Equal("delivered   first\n", output.ToString());
    }

    [Fact]
    public async Task A_link_that_leads_back_into_its_folder_gives_no_file_twice()
    {
        folder.Write("b/1.log", "");
        File.CreateSymbolicLink(folder.Path + "/b/2.log", folder.Path + "/b/1.log");
        Directory.CreateSymbolicLink(folder.Path + "/b/loop", folder.Path + "/b");
        Assert.Equal(
            [folder.Path + "/b/1.log", folder.Path + "/b/2.log"],
            await ExpandAsync(folder.Path + "/b"));
    }

    [Theory]
    [InlineData("b/*.log.gz", "1.log.gz", "2.log.gz")]
    [InlineData("b/**/*.log.gz", "1.log.gz", "2.log.gz", "3.log.gz")]
    [InlineData("b", "1.log.gz", "2.log.gz", "4.txt", "3.log.gz")]
    [InlineData("b/4.txt", "4.txt")]
    public async Task Objects_are_found_by_file_folder_and_pattern(string argument, params string[] names)
    {
        foreach (string name in (string[])["b/2.log.gz", "b/1.log.gz", "b/c/3.log.gz", "b/4.txt"])
        {
            folder.Write(name, "");
        }

        Assert.Equal(names, (await ExpandAsync($"{folder.Path}/{argument}")).Select(uri => Path.GetFileName(uri)));
        Assert.Equal(["-"], await ExpandAsync("-"));
    }

    [Theory]
    [InlineData("s3://bucket/b/", "b/1.log.gz", "b/c/2.log.gz", "b/txt")]
    [InlineData("s3://bucket", "a", "b/1.log.gz", "b/c/2.log.gz", "b/txt")]
    [InlineData("s3://bucket/b/*.gz", "b/1.log.gz")]
    [InlineData("s3://bucket/b/**/*.gz", "b/1.log.gz", "b/c/2.log.gz")]
    [InlineData("s3://bucket/nowhere", "nowhere")]
    public async Task Objects_are_found_by_URI_and_pattern(string argument, params string[] keys)
    {
        foreach (string key in (string[])["a", "b/1.log.gz", "b/c/2.log.gz", "b/txt"])
        {
            store.Objects[key] = [1];
        }

        Assert.Equal(keys, (await ExpandAsync(argument)).Select(uri => uri["s3://bucket/".Length..]));
    }

    public void Dispose()
    {
        folder.Dispose();
        output.Dispose();
        error.Dispose();
    }

    private async Task<IEnumerable<string>> ExpandAsync(string argument)
    {
        var outside = new Delivery.Surroundings(
            TimeProvider.System, () => 0, Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance);
        var stores = new ObjectStores(new LocalObjectStore(() => Stream.Null), _ => store, true, outside);
        (IReadOnlyList<BatchReference> objects, string? problem) =
            await ObjectArguments.ExpandAsync([argument], stores, CancellationToken.None);
        Assert.Null(problem);
        return objects.Select(one => one.Uri);
    }

    private Task<int> RunAsync(string arguments)
    {
        var terminal = new Terminal(output, error, () => Stream.Null, new Dictionary<string, string>());
        var composition = new Composition(
            new FakeDestination().Module, DatasetCatalog.Load(), terminal, TimeProvider.System, () => 0);
        return new CommandLine(composition).RunAsync(arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }
}
