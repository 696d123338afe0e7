using System.Security.Cryptography;
using System.Text;
using Connectors.Delivery;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests.Receipts;

/// <summary>What a delivery leaves for an audit.</summary>
public sealed class RunReceiptTests
{
    private const int Records = 5_000;

    private readonly MemoryStore store = new();
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 23, 10, 0, 0, TimeSpan.Zero));

    private IEnumerable<JObject> Written => store.Objects
        .Where(pair => pair.Key.Contains('!')).Select(pair => Parse(Encoding.UTF8.GetString(pair.Value)));

    [Fact]
    public async Task A_receipt_says_what_became_of_which_bytes_where_and_when()
    {
        Bench bench = BenchWith(new FakeDestination { Refuses = "\"n\":7", Requested = () => Advance(1) });
        byte[] content = Bench.Gzip("{\"n\":6}\n{\"n\":7}\n");
        Ledger ledger = await bench.DeliverAsync(content);
        Assert.Equal((BatchOutcome.Partial, ""), (ledger.Outcome, ledger.Reason));
        JObject receipt = Assert.Single(Written);
        Assert.Equal("s3://logs/batch.log.gz", receipt["object"]);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), receipt["sha256"]);
        Assert.Equal((content.Length, "fake"), ((int)receipt["bytes"]!, (string)receipt["destination"]!));
        Assert.Equal(CommandLine.Version, receipt["connector"]);
        Assert.Equal("2026-11-23T10:00:00Z", receipt["startedAt"]);
        Assert.Equal("2026-11-23T10:00:01Z", receipt["endedAt"]);
        Assert.Equal("s3://logs/dead/", receipt["deadLetters"]);
        Assert.Equal(Parse(ledger.ToJson()), receipt["ledger"]);
        Assert.Matches(
            @"^audit/fake/s3/logs/batch\.log\.gz![0-9a-f]+-0\.1\.partial\.[0-9a-f]{32}\.json$",
            store.Objects.Keys.First());
    }

    [Fact]
    public async Task Every_delivery_leaves_a_receipt_of_its_own()
    {
        await BenchWith().DeliverAsync("{\"n\":1}\n");
        clock.Advance(TimeSpan.FromSeconds(1));
        await BenchWith().DeliverAsync("{\"n\":1}\n");
        Assert.Equal(2, Written.Count());
    }

    [Fact]
    public async Task Each_run_of_a_continued_object_leaves_one_and_the_last_has_the_hash_of_the_whole_object()
    {
        Bench bench = BenchWith(new FakeDestination { Requested = () => Advance(1) });
        string lines = string.Concat(Enumerable.Range(1, Records).Select(n => $"{{\"n\":{n}}}\n"));
        byte[] content = Bench.Gzip(lines);
        bench.Store("batch.log.gz", content);
        var reference = new BatchReference("batch.log.gz");
        Ledger ledger = await RunAsync(bench, reference);
        while (ledger.Outcome == BatchOutcome.Continued)
        {
            ledger = await RunAsync(bench, reference with { Continuation = ledger.ToContinuation() });
        }

        JObject[] receipts = [.. Written];
        Assert.InRange(receipts.Length, 3, 10);
        Assert.All(receipts[..^1], receipt => Assert.Equal(
            ("continued", null), ((string)receipt["ledger"]!["outcome"]!, (string?)receipt["sha256"])));
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), receipts[^1]["sha256"]);
        Assert.Equal((Records, "delivered"), ((int)receipts[^1]["ledger"]!["delivered"]!, Outcome(receipts[^1])));
    }

    [Fact]
    public async Task Bytes_behind_the_end_of_gzip_data_are_hashed_too()
    {
        byte[] content = [.. Bench.Gzip("{\"n\":1}\n"), .. new byte[100_000]];
        await BenchWith().DeliverAsync(content);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(content)), Assert.Single(Written)["sha256"]);
    }

    [Fact]
    public async Task An_object_that_holds_no_records_has_a_receipt_and_what_a_connector_wrote_has_none()
    {
        Assert.Equal(BatchOutcome.Ignored, (await BenchWith().DeliverAsync("")).Outcome);
        Assert.Equal("ignored", Outcome(Assert.Single(Written)));
        byte[] own = store.Objects.First(pair => pair.Key.Contains('!')).Value;
        Ledger ledger = await BenchWith().DeliverAsync(own, "audit/receipt.json");
        Assert.Equal((BatchOutcome.Ignored, "a receipt of a connector"), (ledger.Outcome, ledger.Reason));
        byte[] start = store.Objects.First(pair => pair.Key.Contains("/starts/")).Value;
        Assert.Equal(BatchOutcome.Ignored, (await BenchWith().DeliverAsync(start, "audit/start.json")).Outcome);
        Assert.Single(Written);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    public async Task A_run_that_failed_leaves_one_only_if_something_of_it_was_delivered(int downFrom, int receipts)
    {
        Bench bench = BenchWith(new FakeDestination { DownFrom = downFrom });
        Ledger ledger = await bench.DeliverAsync(
            string.Concat(Enumerable.Range(1, Records).Select(n => $"{{\"n\":{n}}}\n")));
        Assert.Equal(BatchOutcome.Unavailable, ledger.Outcome);
        Assert.Equal(receipts, Written.Count());
        Assert.All(Written, receipt => Assert.Equal(
            ("unavailable", null), (Outcome(receipt), (string?)receipt["sha256"])));
    }

    [Fact]
    public async Task Where_no_receipt_can_be_written_nothing_is_delivered()
    {
        store.Fault = new StoreException("access is denied", isPassing: false);
        Bench bench = BenchWith();
        Ledger ledger = await bench.DeliverAsync("{\"n\":1}\n");
        Assert.Equal((BatchOutcome.Unreadable, 0), (ledger.Outcome, bench.Destination.Requests));
        Assert.Equal("no receipt can be written to 's3://logs/audit/': access is denied", ledger.Reason);
        Assert.Equal(BatchOutcome.Unreadable, (await bench.DeliverAsync("{\"n\":1}\n")).Outcome);
        store.Fault = null;
        Assert.Equal(BatchOutcome.Delivered, (await bench.DeliverAsync("{\"n\":1}\n")).Outcome);
    }

    [Theory]
    [InlineData(100, BatchOutcome.Delivered, 1)]
    [InlineData(1_000, BatchOutcome.Unreadable, 0)]
    public async Task An_object_whose_receipt_could_have_no_name_is_not_begun(
        int length, BatchOutcome outcome, int requests)
    {
        Bench bench = BenchWith();
        Ledger ledger = await bench.DeliverAsync("{\"n\":1}\n", new string('k', length) + ".log.gz");
        Assert.Equal((outcome, requests), (ledger.Outcome, bench.Destination.Requests));
        Assert.Equal(requests, Written.Count());
    }

    [Fact]
    public async Task An_object_whose_receipt_is_lost_is_not_settled()
    {
        Bench bench = BenchWith(new FakeDestination
        {
            Requested = () => store.Fault = new StoreException("no answer", isPassing: true),
        });
        Ledger ledger = await bench.DeliverAsync("{\"n\":1}\n");
        Assert.Equal((BatchOutcome.Unavailable, 1), (ledger.Outcome, ledger.Delivered));
        Assert.Equal("no receipt can be written to 's3://logs/audit/': no answer", ledger.Reason);
        Assert.True(ledger.IsBalanced);
    }

    [Fact]
    public async Task Without_the_setting_nothing_is_written()
    {
        await new Bench().DeliverAsync("{\"n\":1}\n");
        Assert.Empty(store.Objects);
    }

    private static string Outcome(JObject receipt) => (string)receipt["ledger"]!["outcome"]!;

    private static JObject Parse(string json) => JsonConvert.DeserializeObject<JObject>(
        json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;

    private void Advance(double seconds) => clock.Advance(TimeSpan.FromSeconds(seconds));

    private Bench BenchWith(FakeDestination? destination = null)
    {
        var outside = new Surroundings(clock, () => 0, NullLoggerFactory.Instance);
        var objects = new ObjectStores(new LocalObjectStore(() => Stream.Null), _ => store, true, outside);
        return new Bench(destination)
        {
            Receipts = new ReceiptStore("s3://logs/audit/", "fake", objects, outside),
            Time = clock,
            Concurrency = 1,
        };
    }

    private async Task<Ledger> RunAsync(Bench bench, BatchReference reference)
    {
        using Deadline deadline = Deadline.In(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(20), clock);
        return await bench.Connector.DeliverAsync(reference, deadline, progress: null, CancellationToken.None);
    }
}
