using Connectors.Records;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

public sealed class ReplayTests
{
    private const string Batch = """
        {"RayID":"a","EdgeStartTimestamp":1795348800}
        {"RayID":"b","EdgeStartTimestamp":1795348800, "deep": {"x":[1, "two"]}}
        {"RayID":

        """;

    [Theory]
    [InlineData("invalid_json", 0, "1 x invalid_json from s3://logs/batch.log.gz")]
    [InlineData("conn-401", 0, "1 x invalid_json from s3://logs/batch.log.gz")]
    [InlineData("CONN-301", 2, "")] // no letter has this reason
    public async Task A_reason_is_wished_for_by_its_name_or_its_code(string reason, int exitCode, string told)
    {
        var bench = new Bench(new FakeDestination { Refuses = "\"n\":2" });
        await bench.DeliverAsync("{\"n\":1\n{\"n\":2}\n");
        using var folder = new TemporaryFolder();
        folder.Write("a.ndjson", bench.Letters.Values.Single());
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null, () => Stream.Null, new Dictionary<string, string>());
        var composition = new Composition(
            bench.Destination.Module, DatasetCatalog.Load(), terminal, TimeProvider.System, () => 0);
        Assert.Equal(exitCode, await new CommandLine(composition).RunAsync(
            ["replay", folder.Path, "--dry-run", "--reason", reason]));
        Assert.Equal(told, output.ToString().TrimEnd().Split(": ")[^1]);
    }

    [Fact]
    public async Task What_was_refused_is_delivered_with_its_original_id_byte_for_byte()
    {
        var before = new Bench(new FakeDestination { Refuses = "RayID" });
        await before.DeliverAsync(Batch[..^10]);
        var after = new Bench();
        Ledger ledger = await after.ReplayAsync(before.Letters.Values.Single());
        Assert.Equal((BatchOutcome.Delivered, 2, "http_requests"), (ledger.Outcome, ledger.Delivered, ledger.Dataset));

        var all = new Bench();
        await all.DeliverAsync(Batch[..^10]);
        Assert.Equal(
            all.Destination.Accepted.OrderBy(pair => pair.Key), after.Destination.Accepted.OrderBy(pair => pair.Key));
    }

    [Fact]
    public async Task What_fails_again_becomes_a_new_letter_about_the_same_record()
    {
        var before = new Bench(new FakeDestination { Refuses = "\"b\"" });
        await before.DeliverAsync(Batch);
        string letters = before.Letters.Values.Single();
        var again = new Bench(new FakeDestination { Refuses = "\"b\"" });
        Ledger ledger = await again.ReplayAsync(letters);
        Assert.Equal((BatchOutcome.Partial, 2, 2), (ledger.Outcome, ledger.RecordsRead, ledger.DeadLettered));
        Assert.Equal(Essence(letters), Essence(again.Letters.Values.Single()));
    }

    [Fact]
    public async Task A_letter_whose_record_was_too_long_to_keep_stays_a_letter()
    {
        var before = new Bench { MaxRecordBytes = 16 };
        await before.DeliverAsync("{\"n\":\"longer than sixteen bytes\"}\n");
        var again = new Bench { MaxRecordBytes = 16 };
        Ledger ledger = await again.ReplayAsync(before.Letters.Values.Single());
        Assert.Equal((BatchOutcome.Partial, 1), (ledger.Outcome, ledger.DeadLettered));
        Assert.Equal(Essence(before.Letters.Values.Single()), Essence(again.Letters.Values.Single()));
    }

    [Fact]
    public async Task Letters_of_several_objects_may_stand_in_one_file()
    {
        var before = new Bench(new FakeDestination { Refuses = "RayID" });
        await before.DeliverAsync("{\"RayID\":\"a\"}\n", "one");
        await before.DeliverAsync("{\"RayID\":\"b\"}\n", "two");
        string[] letters = [.. before.Letters.Values];
        var after = new Bench();
        Ledger ledger = await after.ReplayAsync(letters[0] + letters[1] + letters[0]);
        Assert.Equal((BatchOutcome.Delivered, 2, 1), (ledger.Outcome, ledger.Delivered, ledger.Duplicates));
        Assert.Equal(2, after.Destination.Accepted.Count);
    }

    [Fact]
    public async Task A_letter_is_sent_once_in_a_replay_of_many_files()
    {
        var before = new Bench(new FakeDestination { Refuses = "RayID" });
        await before.DeliverAsync("{\"RayID\":\"a\"}\n");
        string letter = before.Letters.Values.Single();
        var after = new Bench();
        var scope = new ReplayScope();
        await after.ReplayAsync(letter, scope);
        Assert.Equal(1, (await after.ReplayAsync(letter, scope)).Duplicates);
    }

    [Theory]
    [InlineData("refused_by_destination", null, 1)]
    [InlineData("invalid_json", null, 0)]
    [InlineData(null, "s3://logs/ba", 1)]
    [InlineData(null, "s3://other/", 0)]
    public async Task Letters_that_nobody_asked_for_are_left_alone(string? reason, string? source, int delivered)
    {
        var before = new Bench(new FakeDestination { Refuses = "RayID" });
        await before.DeliverAsync("{\"RayID\":\"a\"}\n");
        var scope = new ReplayScope { Reason = reason, Object = source };
        Ledger ledger = await new Bench().ReplayAsync(before.Letters.Values.Single(), scope);
        Assert.Equal(
            (BatchOutcome.Delivered, delivered, 1 - delivered), (ledger.Outcome, ledger.Delivered, ledger.Filtered));
        Assert.Equal(1 - delivered, scope.LeftAlone);
    }

    [Theory]
    [InlineData(-1, 1, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(-1, 0, 0)]
    [InlineData(1, 2, 0)]
    public async Task Letters_of_another_time_are_left_alone(int fromHours, int toHours, int delivered)
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        DateTimeOffset written = clock.GetUtcNow();
        var before = new Bench(new FakeDestination { Refuses = "RayID" }) { Time = clock };
        await before.DeliverAsync("{\"RayID\":\"a\"}\n");
        var scope = new ReplayScope
        {
            Window = new TimeWindow(written.AddHours(fromHours), written.AddHours(toHours)),
        };
        Ledger ledger = await new Bench().ReplayAsync(before.Letters.Values.Single(), scope);
        Assert.Equal((delivered, 1 - delivered), (ledger.Delivered, scope.LeftAlone));
    }

    [Fact]
    public async Task Lines_that_are_no_letters_make_the_file_unreadable_and_the_others_are_sent()
    {
        var before = new Bench(new FakeDestination { Refuses = "RayID" });
        await before.DeliverAsync("{\"RayID\":\"a\"}\n");
        var after = new Bench();
        Ledger ledger = await after.ReplayAsync("{\"RayID\":\"b\"}\n" + before.Letters.Values.Single() + "nonsense\n");
        Assert.Equal(
            (BatchOutcome.Unreadable, "2 lines are not dead letters; the first is line 1"),
            (ledger.Outcome, ledger.Reason));
        Assert.Equal((1, 2), (ledger.Delivered, ledger.Undelivered));
    }

    [Theory]
    [InlineData("\"recordBase64\":\"", "\"recordBase64\":\"*")]
    [InlineData("\"recordBase64\":", "\"lost\":")]
    public async Task A_letter_whose_record_is_damaged_is_no_letter(string good, string bad)
    {
        var before = new Bench();
        await before.DeliverAsync("{\"RayID\":\n");
        var after = new Bench();
        Ledger ledger =
            await after.ReplayAsync(before.Letters.Values.Single().Replace(good, bad, StringComparison.Ordinal));
        Assert.Equal((BatchOutcome.Unreadable, 1, 0), (ledger.Outcome, ledger.Undelivered, ledger.DeadLettered));
    }

    [Fact]
    public async Task A_file_with_more_names_than_anybody_counts_is_told_like_any_other_that_holds_no_letters()
    {
        string line = "{" + string.Join(',', Enumerable.Range(0, 2_000).Select(n => $"\"field{n}\":{n}")) + "}\n";
        Assert.Equal(BatchOutcome.Unreadable, (await new Bench { MaxRecordBytes = 65_536 }.ReplayAsync(line)).Outcome);
    }

    [Fact]
    public async Task When_the_destination_is_down_the_file_keeps_its_letters()
    {
        var before = new Bench(new FakeDestination { Refuses = "RayID" });
        await before.DeliverAsync("{\"RayID\":\"a\"}\n");
        var down = new Bench(new FakeDestination { DownFrom = 1 });
        Ledger ledger = await down.ReplayAsync(before.Letters.Values.Single());
        Assert.Equal((BatchOutcome.Unavailable, 1), (ledger.Outcome, ledger.Undelivered));
        Assert.Empty(down.Letters);
    }

    // All of a letter but when it was written.
    private static string[] Essence(string lines) => [.. lines.TrimEnd('\n').Split('\n').Select(line =>
    {
        JObject letter = JObject.Parse(line);
        letter.Remove("deadLetteredAt");
        return letter.ToString();
    })];
}
