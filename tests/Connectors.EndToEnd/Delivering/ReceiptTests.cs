using System.IO.Compression;
using System.Security.Cryptography;
using Connectors.EndToEnd.Emulators;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Delivering;

public sealed class S3ReceiptTests(IntakeProcess intake, S3Emulator store)
    : ReceiptTests(intake, store), IClassFixture<IntakeProcess>, IClassFixture<S3Emulator>;

public sealed class AzureReceiptTests(IntakeProcess intake, AzureEmulator store)
    : ReceiptTests(intake, store), IClassFixture<IntakeProcess>, IClassFixture<AzureEmulator>;

public sealed class GoogleReceiptTests(IntakeProcess intake, GoogleEmulator store)
    : ReceiptTests(intake, store), IClassFixture<IntakeProcess>, IClassFixture<GoogleEmulator>;

/// <summary>What was delivered can be proved, in every object store; and what was not is found and brought.</summary>
public abstract class ReceiptTests(IntakeProcess intake, StoreEmulator store) : DeliveryTest(intake)
{
    private readonly string root = $"{Guid.NewGuid():n}/";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Prefix => $"{store.Root}{root}http/";

    private Dictionary<string, string> Settings => new(store.Settings(store.Port))
    {
        ["CONNECTOR_RECEIPTS"] = $"{store.Root}{root}receipts/",
        ["CONNECTOR_PORT"] = "0",
    };

    [Fact]
    public async Task Of_more_objects_than_a_listing_has_on_a_page_those_without_receipts_are_found_and_brought()
    {
        const int objects = 1_100; // a page has 1,000
        store.SkipUnlessInstalled();
        await Parallel.ForAsync(0, objects, Cancel, async (number, _) =>
            await store.PutAsync(Key(number), Gzip($"{{\"n\":{number}}}\n")));

        ConnectorRun count = await RunWithAsync(Settings, "backfill", Prefix, "--dry-run", "--json");
        Assert.Equal(objects, (int)count.Ledger["objects"]!);

        ConnectorRun none = await RunWithAsync(Settings, "verify", Prefix, "--json");
        Assert.Equal((1, objects), (none.ExitCode, (int)none.Lines[^1]["never"]!));

        ConnectorRun first = await RunWithAsync(
            Settings, "backfill", Prefix, "--to", "2026-11-20T12:00", "--json");
        Assert.Equal(0, first.ExitCode);
        int brought = (int)first.Lines[^1]["objects"]!;
        Assert.InRange(brought, 1, objects - 1);

        string queue = "file://" + PathOf("queue");
        string last = (string)first.Lines[^1]["last"]!;
        ConnectorRun queued =
            await RunWithAsync(Settings, "backfill", Prefix, "--after", last, "--queue", queue, "--json");
        Assert.Equal((0, objects - brought), (queued.ExitCode, (int)queued.Lines[^1]["objects"]!));
        await WorkAsync(queue, Settings);

        ConnectorRun all = await RunWithAsync(Settings, "verify", Prefix);
        Assert.Equal((0, "1,100 objects: 1,100 delivered\n"), (all.ExitCode, all.Output));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((objects, objects), (arrivals.Events, arrivals.DistinctIds));
    }

    [Fact]
    public async Task Every_object_that_was_not_delivered_whole_and_once_is_named()
    {
        store.SkipUnlessInstalled();
        for (int number = 0; number < 5; number++)
        {
            await store.PutAsync(Key(number), Gzip($"{{\"n\":{number}}}\n"));
        }

        await DeliverAsync(0);
        await DeliverAsync(1);
        await DeliverAsync(1);
        await DeliverAsync(2);
        await store.PutAsync(Key(2), Gzip("{\"n\":\"changed\"}\n"));
        await Intake.SetFaultsAsync("""{"refuseEvery":1}""");
        await DeliverAsync(3);

        ConnectorRun run = await RunWithAsync(Settings, "verify", Prefix, "--json");
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(
            [(1, "twice"), (2, "changed"), (3, "dead-lettered"), (4, "never")],
            run.Lines.SkipLast(1).Select(line => (NumberOf((string)line["object"]!), (string)line["state"]!)));
        Assert.Equal((5, 1), ((int)run.Lines[^1]["objects"]!, (int)run.Lines[^1]["delivered"]!));
    }

    [Fact]
    public async Task An_interrupted_object_is_delivered_in_part_until_it_is_continued_to_its_end()
    {
        const int records = 20_000;
        store.SkipUnlessInstalled();
        byte[] content = File.ReadAllBytes(WriteBatch("firewall_events", records));
        await store.PutAsync(Key(0), content);
        string queue = "file://" + PathOf("queue");
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":100,"most":120}}""");
        string receipts = PathOf("receipts");
        Dictionary<string, string> settings = new(Settings) { ["CONNECTOR_RECEIPTS"] = "file:" + receipts };
        await RunWithAsync(settings, "backfill", Prefix, "--queue", queue);
        using (ConnectorProcess worker = StartWith(new(settings)
        {
            ["CONNECTOR_CONTINUATION_QUEUE"] = queue,
            ["CONNECTOR_GRACE"] = "3",
            ["CONNECTOR_CONCURRENCY"] = "1",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = "100000",
        }, "work", "--queue", queue))
        {
            await WaitForEventsAsync(500);
            worker.Terminate();
            Assert.Equal(0, (await worker.EndAsync()).ExitCode);
        }

        ConnectorRun part = await RunWithAsync(settings, "verify", Prefix, "--json");
        Assert.Equal((1, "in part"), (part.ExitCode, (string)part.Lines[0]["state"]!));

        await Intake.SetFaultsAsync("""{"latencyMs":{"least":0,"most":0}}""");
        await WorkAsync(queue, settings);
        ConnectorRun whole = await RunWithAsync(settings, "verify", Prefix, "--json");
        Assert.Equal((0, 1), (whole.ExitCode, (int)whole.Ledger["delivered"]!));

        JObject[] runs =
        [
            .. Directory.GetFiles(receipts, "*!*", SearchOption.AllDirectories)
                .Select(path => ConnectorRun.Parse(File.ReadAllText(path)))
                .OrderBy(receipt => (string)receipt["id"]!, StringComparer.Ordinal),
        ];
        Assert.Equal(["continued", "delivered"], runs.Select(run => (string)run["ledger"]!["outcome"]!));
        Assert.Equal(
            [null, Convert.ToHexStringLower(SHA256.HashData(content))], runs.Select(run => (string?)run["sha256"]));
        Assert.Equal(records, (int)runs[1]["ledger"]!["delivered"]!);
    }

    // Objects as Logpush names them, an hour each.
    private string Key(int number)
    {
        DateTime start = new DateTime(2026, 11, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(number);
        string range = $"{start:yyyyMMdd'T'HHmmss'Z'}_{start.AddHours(1):yyyyMMdd'T'HHmmss'Z'}";
        return $"{root}http/{start:yyyyMMdd}/{range}_{number}.log.gz";
    }

    private static int NumberOf(string uri) => int.Parse(uri[(uri.LastIndexOf('_') + 1)..^".log.gz".Length]);

    private static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(System.Text.Encoding.UTF8.GetBytes(text));
        }

        return bytes.ToArray();
    }

    private Task<ConnectorRun> DeliverAsync(int number) =>
        RunWithAsync(Settings, "deliver", $"{store.Root}{Key(number)}");

    private async Task WorkAsync(string queue, Dictionary<string, string> settings)
    {
        string folder = new Uri(queue).LocalPath;
        using ConnectorProcess worker = StartWith(settings, "work", "--queue", queue);
        while (Directory.GetFiles(folder).Length > 0)
        {
            await Task.Delay(50, Cancel);
        }

        worker.Terminate();
        Assert.Equal(0, (await worker.EndAsync()).ExitCode);
    }
}
