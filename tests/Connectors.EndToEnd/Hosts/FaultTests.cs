using System.IO.Compression;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Hosts;

/// <summary>
/// What goes wrong where a platform runs the connector. Each test ends by counting ids at the intake: none is lost, and
/// what came twice stays within the bound of Hosts/README.md.
/// </summary>
public sealed class FaultTests(IntakeProcess intake) : HostTest(intake), IClassFixture<IntakeProcess>
{
    private const int Records = 4_000;
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(90);

    [Fact]
    public async Task A_message_that_is_delivered_twice_repeats_its_own_ids_and_no_others()
    {
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = StartFunction(api);
        string message = QueueEvent(Pointer(WriteBatch("firewall_events", Records)));
        Assert.Null((await api.InvokeAsync(message, Usual)).ErrorType);
        Assert.Null((await api.InvokeAsync(message, Usual)).ErrorType);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((Records, Records), (arrivals.DistinctIds, arrivals.Duplicates));
        Assert.Equal(Records, (await Intake.IdsAsync()).Count);
    }

    [Fact]
    public async Task A_message_that_comes_to_two_workers_at_once_is_delivered_by_each_with_the_same_ids()
    {
        await Intake.SetFaultsAsync("""{"latencyMs":{"least":20,"most":60}}""");
        string message = Pointer(WriteBatch("firewall_events", Records));
        PutMessage("m1", message);
        PutMessage("m2", message);
        using ConnectorProcess one = StartWorker();
        using ConnectorProcess other = StartWorker();
        await WaitUntilAsync(() => Directory.GetFiles(Queue).Length == 0);
        Assert.Equal((0, 0), (await StopAsync(one), await StopAsync(other)));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((Records, Records), (arrivals.DistinctIds, arrivals.Duplicates));
    }

    [Theory]
    [InlineData("a function")]
    [InlineData("a worker")]
    public async Task A_storm_of_throttling_costs_time_and_neither_loses_nor_doubles_a_record(string host)
    {
        await Intake.SetFaultsAsync("""
            {
              "seed": 7,
              "script": [
                {"status": 429, "code": 26, "retryAfter": "1"}, {"status": 503, "code": 9, "retryAfter": "1"}],
              "statusProbability": [
                {"status": 429, "code": 26, "probability": 0.15}, {"status": 503, "code": 9, "probability": 0.15}]
            }
            """);
        string message = Pointer(WriteBatch("firewall_events", Records));
        var settings = new Dictionary<string, string>
        {
            ["CONNECTOR_ATTEMPTS"] = "40",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = "400000",
        };
        if (host == "a function")
        {
            await using var api = new RuntimeApiStub();
            using ConnectorProcess connector = StartFunction(api, settings);
            Assert.Null((await api.InvokeAsync(QueueEvent(message), Usual)).ErrorType);
        }
        else
        {
            PutMessage("m1", message);
            using ConnectorProcess worker = StartWorker(settings);
            await WaitUntilAsync(() => Directory.GetFiles(Queue).Length == 0);
            Assert.Equal(0, await StopAsync(worker));
        }

        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((Records, 0), (arrivals.DistinctIds, arrivals.Duplicates));
        Assert.True(arrivals.Requests.ByStatus["429"] > 0 && arrivals.Requests.ByStatus["503"] > 0);
        Assert.Empty(ReadDeadLetters());
    }

    [Fact]
    public async Task Connections_that_are_cut_while_writing_double_at_most_the_payloads_that_were_taken()
    {
        const int mostBytes = 100_000;
        await Intake.SetFaultsAsync("""{"seed":3,"resetProbability":0.15,"resetAfterProbability":0.15}""");
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = StartFunction(api, new()
        {
            ["CONNECTOR_ATTEMPTS"] = "40",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = $"{mostBytes}",
        });
        Assert.Null(
            (await api.InvokeAsync(QueueEvent(Pointer(WriteBatch("firewall_events", Records))), Usual)).ErrorType);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        long cutAfter = arrivals.Requests.ByStatus["resetAfter"];
        long leastRecordBytes = arrivals.Bytes / arrivals.Events / 2;
        Assert.Equal(Records, arrivals.DistinctIds);
        Assert.True(arrivals.Requests.ByStatus["reset"] > 0);
        Assert.InRange(arrivals.Duplicates, cutAfter, cutAfter * (mostBytes / leastRecordBytes));
    }

    [Fact]
    public async Task An_object_of_1_GB_goes_through_a_function_of_256_MB()
    {
        const long gigaByte = 1_000_000_000;
        (string path, int records, long bytes) = WriteLargeBatch(gigaByte);
        await using var api = new RuntimeApiStub();
        using ConnectorProcess connector = StartFunction(api, new() { ["CONNECTOR_CONCURRENCY"] = "4" });
        Assert.Null((await api.InvokeAsync(QueueEvent(Pointer(path)), TimeSpan.FromMinutes(2))).ErrorType);
        long peak = connector.PeakBytes;
        connector.Kill();
        JObject ledger = Assert.Single(Log((await connector.EndAsync()).Output, "LogLedger"));
        Assert.Equal(("Delivered", records), ((string)ledger["outcome"]!, (int)ledger["delivered"]!));
        IntakeArrivals arrivals = await Intake.ArrivalsAsync();
        Assert.Equal((records, 0), (arrivals.DistinctIds, arrivals.Duplicates));
        Assert.True(bytes >= gigaByte);
        Assert.True(peak < 256L * 1024 * 1024, $"{peak} bytes of memory at most");
    }

    // The same compressed piece again and again: gzip allows several in one file, and each record has its own line.
    private (string Path, int Records, long Bytes) WriteLargeBatch(long least)
    {
        const int pieceRecords = 50;
        const int textBytes = 64 * 1024;
        string text = new('x', textBytes);
        using var piece = new MemoryStream();
        long bytes = 0;
        using (var gzip = new GZipStream(piece, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (int number = 0; number < pieceRecords; number++)
            {
                byte[] line = System.Text.Encoding.UTF8.GetBytes(
                    $$"""{"Datetime":"2026-11-22T12:00:00Z","RayID":"{{number}}","Description":"{{text}}"}""" + "\n");
                gzip.Write(line);
                bytes += line.Length;
            }
        }

        int pieces = (int)(least / bytes) + 1;
        string path = PathOf("firewall_events-large.log.gz");
        using FileStream file = File.Create(path);
        for (int count = 0; count < pieces; count++)
        {
            file.Write(piece.GetBuffer(), 0, (int)piece.Length);
        }

        return (path, pieces * pieceRecords, pieces * bytes);
    }

    private ConnectorProcess StartFunction(RuntimeApiStub api, Dictionary<string, string>? more = null) => StartWith(
        new(more ?? [])
        {
            ["AWS_LAMBDA_RUNTIME_API"] = api.Authority,
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = "256",
        });

    private ConnectorProcess StartWorker(Dictionary<string, string>? more = null) => StartWith(
        new(more ?? []) { ["CONNECTOR_PORT"] = "0" }, "work", "--queue", "file://" + Queue);

    private static async Task<int> StopAsync(ConnectorProcess worker)
    {
        worker.Terminate();
        return (await worker.EndAsync()).ExitCode;
    }
}
