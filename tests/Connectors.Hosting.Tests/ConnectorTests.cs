using Connectors.Delivery;
using Connectors.Records;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

public sealed class ConnectorTests
{
    private static readonly string ThreeRecords = """
        {"EdgeStartTimestamp":"2026-11-22T12:00:01Z","RayID":"a"}
        {"EdgeStartTimestamp":"2026-11-22T12:00:00.5Z","RayID":"b"}
        {"EdgeStartTimestamp":"2026-11-22T12:00:03Z","RayID":"c"}

        """;

    [Fact]
    public async Task Every_record_of_an_object_is_delivered_with_its_id()
    {
        var bench = new Bench();
        Ledger ledger = await bench.DeliverAsync(ThreeRecords);
        Assert.Equal((BatchOutcome.Delivered, 3, 3), (ledger.Outcome, ledger.RecordsRead, ledger.Delivered));
        Assert.Equal(("http_requests", "s3://logs/batch.log.gz", ""), (ledger.Dataset, ledger.Object, ledger.Reason));
        Assert.Equal(
            ["a", "b", "c"],
            bench.Destination.Accepted
                .OrderBy(pair => pair.Key)
                .Select(pair => (string)JObject.Parse(pair.Value)["RayID"]!));
        Assert.All(bench.Destination.Accepted.Keys, id => Assert.Matches("^v1-[0-9a-f]{32}-[123]$", id));
        Assert.Empty(bench.Letters);
    }

    [Fact]
    public async Task The_ledger_is_one_json_object_with_these_members()
    {
        JObject ledger = JObject.Parse((await new Bench().DeliverAsync(ThreeRecords)).ToJson());
        Assert.Equal(
            [
                "object", "etag", "outcome", "reason", "code", "dataset", "recordsRead", "delivered", "duplicates",
                "filtered", "sampledOut", "deadLettered", "undelivered", "bytesRead", "bytesInflated", "payloads",
                "attempts",
                "mayHaveDoubled", "warnings", "rejected",
                "firstEventTime", "lastEventTime", "seconds",
            ],
            ledger.Properties().Select(member => member.Name));
        Assert.Equal(
            ("delivered", 3, ThreeRecords.Length),
            ((string)ledger["outcome"]!, (int)ledger["delivered"]!, (int)ledger["bytesInflated"]!));
        Assert.Contains(
            "\"firstEventTime\":\"2026-11-22T12:00:00.5Z\",\"lastEventTime\":\"2026-11-22T12:00:03Z\"",
            (await new Bench().DeliverAsync(ThreeRecords)).ToJson());
    }

    [Fact]
    public async Task Dead_letters_that_lie_among_batches_are_not_delivered()
    {
        var bench = new Bench();
        await bench.DeliverAsync("no JSON\n");
        Ledger ledger = await bench.DeliverAsync(Assert.Single(bench.Letters).Value, "logs/dead-letters/some.ndjson");
        Assert.Equal(
            (BatchOutcome.Ignored, "dead letters, which only replay sends"), (ledger.Outcome, ledger.Reason));
        Assert.Empty(bench.Destination.Accepted);
    }

    [Fact]
    public async Task Delivering_an_object_again_gives_the_same_ids()
    {
        var first = new Bench();
        var second = new Bench();
        await first.DeliverAsync(ThreeRecords);
        await second.DeliverAsync(ThreeRecords);
        Assert.Equal(first.Destination.Accepted.Keys.Order(), second.Destination.Accepted.Keys.Order());
    }

    [Fact]
    public async Task Many_records_go_in_many_payloads_and_none_is_lost()
    {
        var bench = new Bench();
        const int count = 5_000;
        Ledger ledger =
            await bench.DeliverAsync(string.Join('\n', Enumerable.Range(1, count).Select(n => $"{{\"n\":{n}}}")));
        Assert.Equal(
            (BatchOutcome.Delivered, count, count),
            (ledger.Outcome, ledger.Delivered, bench.Destination.Accepted.Count));
        Assert.True(ledger.Payloads > 100 && ledger.Attempts == ledger.Payloads);
        Assert.Equal("unknown", ledger.Dataset);
    }

    [Fact]
    public async Task A_bad_record_becomes_a_dead_letter_and_its_neighbours_are_delivered()
    {
        var bench = new Bench { MaxRecordBytes = 64 };
        Ledger ledger = await bench.DeliverAsync(
            [
                .. "{\"n\":1}\n{\"n\":\n{\"n\":\"\u00ff"u8, 0xFF, .. "\"}\n[1]\n{\"n\":\""u8,
                .. Bench.Utf8(new string('x', 80)), .. "\"}\n{\"n\":2}"u8,
            ],
            "logs/batch one.log");
        Assert.Equal(
            (BatchOutcome.Partial, 6, 2, 4),
            (ledger.Outcome, ledger.RecordsRead, ledger.Delivered, ledger.DeadLettered));

        (string name, string lines) = Assert.Single(bench.Letters);
        Assert.Matches("^batch_one.log.[0-9a-f]{12}.2.ndjson$", name);
        JObject[] letters = [.. lines.TrimEnd('\n').Split('\n').Select(JObject.Parse)];
        Assert.Equal(
            ["2@8 invalid_json", "3@14 invalid_utf8", "4@26 not_an_object", "5@30 record_too_long"],
            letters.Select(letter => $"{letter["line"]}@{letter["byteOffset"]} {letter["reason"]}"));
        Assert.Equal("ends too early at byte 5 of the record", letters[0]["detail"]);
        Assert.Equal("{\"n\":"u8.ToArray(), Convert.FromBase64String((string)letters[0]["recordBase64"]!));
        Assert.Null(letters[3]["recordBase64"]);
        Assert.Equal(88, letters[3]["recordBytes"]);
        Assert.Equal(
            "longer than CONNECTOR_MAX_RECORD_BYTES (64): raise it and deliver the object again", letters[3]["detail"]);
        Assert.All(letters, letter => Assert.Equal("s3://logs/logs/batch one.log", letter["object"]));
    }

    [Fact]
    public async Task A_record_that_the_destination_refuses_becomes_a_dead_letter_with_its_status()
    {
        var bench = new Bench(new FakeDestination { Refuses = "\"b\"" });
        Ledger ledger = await bench.DeliverAsync(ThreeRecords);
        Assert.Equal((BatchOutcome.Partial, 2, 1), (ledger.Outcome, ledger.Delivered, ledger.DeadLettered));
        var letter = JObject.Parse(Assert.Single(bench.Letters).Value);
        Assert.Equal(
            ("refused_by_destination", "400/refused", 1),
            ((string)letter["reason"]!, (string)letter["status"]!, (int)letter["attempts"]!));
        Assert.Equal("b", letter["record"]!["RayID"]);
        Assert.Contains("\"eventTime\":\"2026-11-22T12:00:00.5Z\"", bench.Letters.Values.Single());
    }

    [Fact]
    public async Task A_record_larger_than_the_destination_takes_becomes_a_dead_letter()
    {
        var bench = new Bench(new FakeDestination { Limits = new PayloadLimits(60, 60, 10) });
        Ledger ledger = await bench.DeliverAsync("{\"n\":1}\n{\"n\":\"more than the destination takes\"}\n{\"n\":2}\n");
        Assert.Equal((BatchOutcome.Partial, 2, 1), (ledger.Outcome, ledger.Delivered, ledger.DeadLettered));
        Assert.Contains("\"reason\":\"too_large_for_destination\"", bench.Letters.Values.Single());
    }

    [Theory]
    [InlineData(false, BatchOutcome.Delivered, 3, 0)]
    [InlineData(true, BatchOutcome.Partial, 2, 1)]
    public async Task An_event_that_the_destination_will_drop_for_its_age_is_warned_of_or_becomes_a_dead_letter(
        bool refuses, BatchOutcome outcome, int delivered, int deadLettered)
    {
        var limits = new PayloadLimits(1000, 1000, 10) { OldestEvent = TimeSpan.FromHours(18), RefusesOlder = refuses };
        var bench = new Bench(new FakeDestination { Limits = limits });
        Ledger ledger = await bench.DeliverAsync(
            """
            {"Timestamp":"2001-01-01T00:00:00Z"}
            {"Timestamp":"2200-01-01T00:00:00Z"}
            {"Timestamp":"no time"}
            """);
        Assert.Equal((outcome, delivered, deadLettered), (ledger.Outcome, ledger.Delivered, ledger.DeadLettered));
        Assert.Equal(refuses ? 0 : 1, ledger.Warnings.GetValueOrDefault("too_old_for_destination"));
        Assert.Equal(
            refuses, bench.Letters.Values.Any(letter => letter.Contains("\"reason\":\"too_old_for_destination\"")));
    }

    [Fact]
    public async Task When_the_destination_is_down_reading_stops_and_nothing_counts_as_delivered_that_is_not()
    {
        var bench = new Bench(new FakeDestination { DownFrom = 4 });
        Ledger ledger =
            await bench.DeliverAsync(string.Join('\n', Enumerable.Range(1, 50_000).Select(n => $"{{\"n\":{n}}}")));
        Assert.Equal((BatchOutcome.Unavailable, "503"), (ledger.Outcome, ledger.Reason));
        Assert.True(ledger.IsBalanced);
        Assert.Equal(bench.Destination.Accepted.Count, ledger.Delivered);
        Assert.True(ledger.Undelivered > 0 && ledger.RecordsRead < 5_000, $"read {ledger.RecordsRead}");
    }

    [Fact]
    public async Task Dead_letters_that_cannot_be_stored_make_the_object_unavailable()
    {
        var bench = new Bench { DeadLetterProblem = "the disk is full" };
        Ledger ledger = await bench.DeliverAsync("{\"n\":1}\nnonsense\n");
        Assert.Equal((BatchOutcome.Unavailable, "the disk is full"), (ledger.Outcome, ledger.Reason));
        Assert.Equal((1, 0, 1), (ledger.Delivered, ledger.DeadLettered, ledger.Undelivered));
        Assert.Empty(ledger.Rejected); // so that neither the log nor a metric tells of dead letters that there are not
    }

    [Fact]
    public async Task An_object_that_breaks_off_gives_its_whole_records_and_is_unreadable()
    {
        byte[] whole = Bench.Gzip(string.Concat(Enumerable.Range(1, 20_000).Select(n => $"{{\"n\":{n}}}\n")));
        var bench = new Bench();
        Ledger ledger = await bench.DeliverAsync(whole[..(whole.Length / 2)]);
        Assert.Equal(BatchOutcome.Unreadable, ledger.Outcome);
        Assert.StartsWith("the gzip data are damaged or end early, after ", ledger.Reason);
        Assert.InRange(ledger.Delivered, 1_000, 19_999);
        Assert.Equal(ledger.RecordsRead, ledger.Delivered);
        Assert.Empty(bench.Letters); // half a record is no record
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(12)]
    public async Task Also_a_small_object_that_breaks_off_gives_its_whole_records(int missing)
    {
        byte[] whole = Bench.Gzip(ThreeRecords);
        Ledger ledger = await new Bench().DeliverAsync(whole[..^missing]);
        Assert.Equal(BatchOutcome.Unreadable, ledger.Outcome);
        Assert.True(ledger.IsBalanced);
    }

    [Fact]
    public async Task Gzip_members_one_behind_the_other_are_one_object()
    {
        Ledger ledger =
            await new Bench().DeliverAsync([.. Bench.Gzip("{\"n\":1}\n{\"n\""), .. Bench.Gzip(":2}\n{\"n\":3}")]);
        Assert.Equal((BatchOutcome.Delivered, 3), (ledger.Outcome, ledger.Delivered));
    }

    [Fact]
    public async Task Gzip_is_told_by_its_bytes_and_not_by_its_name()
    {
        Assert.Equal(3, (await new Bench().DeliverAsync(Bench.Gzip(ThreeRecords), "batch.txt")).Delivered);
        Assert.Equal(3, (await new Bench().DeliverAsync(Bench.Utf8(ThreeRecords), "batch.log.gz")).Delivered);
        Assert.Equal(
            3, (await new Bench().DeliverAsync([0xEF, 0xBB, 0xBF, .. Bench.Utf8(ThreeRecords)], "bom")).Delivered);
    }

    [Theory]
    [InlineData(
        new byte[] { 0x28, 0xb5, 0x2f, 0xfd, 0 },
        "the object is compressed with zstd, which is not supported; gzip and plain text are")]
    [InlineData(
        new byte[] { (byte)'P', (byte)'A', (byte)'R', (byte)'1' },
        "the object is a Parquet file, which is not supported; gzip and plain text are")]
    public async Task A_form_that_nobody_reads_is_told(byte[] content, string reason)
    {
        Ledger ledger = await new Bench().DeliverAsync(content);
        Assert.Equal((BatchOutcome.Unreadable, reason, 0), (ledger.Outcome, ledger.Reason, ledger.RecordsRead));
    }

    [Fact]
    public async Task An_object_that_is_not_there_is_unreadable()
    {
        Ledger ledger = await new Bench().Connector
            .DeliverAsync(new BatchReference("nowhere"), progress: null, CancellationToken.None);
        Assert.Equal((BatchOutcome.Unreadable, "there is no such object"), (ledger.Outcome, ledger.Reason));
    }

    [Theory]
    [InlineData("batch.log", "", "empty")]
    [InlineData("batch.log", "\n\n", "empty")]
    [InlineData("logs/ownership-challenge.txt", "eyJhbGciOi", "an ownership challenge, which holds no records")]
    [InlineData("logs/ownership-challenge-1f2e.txt", "eyJhbGciOi", "an ownership challenge, which holds no records")]
    [InlineData("logs/test.txt.gz", "{\"content\":\"tests\"}\n", "a test upload, which holds no records")]
    public async Task What_holds_no_records_is_ignored(string key, string content, string reason)
    {
        Ledger ledger = await new Bench().DeliverAsync(content, key);
        Assert.Equal((BatchOutcome.Ignored, reason, 0), (ledger.Outcome, ledger.Reason, ledger.RecordsRead));
    }

    [Fact]
    public async Task Rules_decide_and_the_ledger_tells()
    {
        const string rules = """
            [{"drop":{"RayID":"a"}},{"sample":{"key":"RayID","rate":0},"when":{"RayID":"b"}},
            {"redact":{"field":"RayID.x","how":"mask"},"when":{"RayID":"c"}},
            {"add":{"team":"edge"}}]
            """;
        var bench = new Bench { Rules = new RuleReader(text => text).Read(rules, out _) };
        Ledger ledger = await bench.DeliverAsync(ThreeRecords + "{\"RayID\":\"d\"}\n");
        Assert.Equal((1, 1, 1, 1), (ledger.Filtered, ledger.SampledOut, ledger.DeadLettered, ledger.Delivered));
        Assert.Equal("{\"RayID\":\"d\",\"team\":\"edge\"}", bench.Destination.Accepted.Single().Value);
        Assert.Contains("\"reason\":\"not_redactable\"", bench.Letters.Values.Single());
    }

    [Fact]
    public async Task Millions_of_refusals_do_not_stay_in_memory()
    {
        var bench = new Bench { MaxRecordBytes = 4096 };
        string bad = new('x', 2_000);
        Ledger ledger = await bench.DeliverAsync(string.Join('\n', Enumerable.Repeat(bad, 4_000)));
        Assert.Equal(4_000, ledger.DeadLettered);
        Assert.True(bench.Letters.Count >= 2, "letters are stored before the object ends");
        Assert.Equal(4_000, bench.Letters.Values.Sum(lines => lines.Count(c => c == '\n')));
    }

    [Fact]
    public async Task A_cancelled_delivery_throws_and_acknowledges_nothing()
    {
        using var cancel = new CancellationTokenSource();
        await cancel.CancelAsync();
        var bench = new Bench();
        await bench.DeliverAsync(ThreeRecords);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            bench.Connector.DeliverAsync(new BatchReference("batch.log.gz"), progress: null, cancel.Token));
    }
}
