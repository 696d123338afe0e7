using Connectors.Delivery;
using Connectors.Hosting.Tests.Queues;
using Connectors.Records;
using Microsoft.Extensions.Logging.Abstractions;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

/// <summary>What is told of objects that were delivered before, or not.</summary>
public sealed class ObjectCommandTests : IDisposable
{
    private readonly MemoryStore store = new();
    private readonly StringWriter output = new() { NewLine = "\n" };
    private readonly StringWriter error = new() { NewLine = "\n" };
    private readonly MemoryWorkQueue queue = new(TimeProvider.System);

    public ObjectCommandTests()
    {
        for (int number = 1; number <= 4; number++)
        {
            store.Objects[$"http/2026112{number}T000000Z_2026112{number}T000030Z_{number}.log.gz"] =
                Bench.Gzip($"{{\"n\":{number}}}\n");
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string[] Output => [.. output.ToString().TrimEnd('\n').Split('\n')];

    [Fact]
    public async Task A_backfill_here_delivers_what_is_in_the_window_and_a_verification_agrees()
    {
        CommandRun run = Run();
        Assert.Equal(0, await BackfillAsync(run, "s3://b/http/", new TimeWindow(Day(22), Day(24))));
        Assert.EndsWith("2 objects, 0.0 MB, delivered; the last is s3://b/http/20261123T000000Z_20261123T000030Z_3"
            + ".log.gz", Output[^1]);
        output.GetStringBuilder().Clear();
        Assert.Equal(0, await VerifyAsync(run, new TimeWindow(Day(22), Day(24))));
        Assert.Equal("2 objects: 2 delivered", Output.Single());
    }

    [Fact]
    public async Task What_was_not_delivered_whole_and_once_is_named()
    {
        CommandRun run = Run();
        await BackfillAsync(run, "s3://b/http/", new TimeWindow(Day(22), null));
        await BackfillAsync(Run(), "s3://b/http/20261123", new TimeWindow(null, null));
        output.GetStringBuilder().Clear();
        Assert.Equal(1, await VerifyAsync(run, new TimeWindow(null, null)));
        Assert.Equal(
            [
                "never         2026-11-21T00:00:00Z s3://b/http/20261121T000000Z_20261121T000030Z_1.log.gz",
                "twice         2026-11-23T00:00:00Z s3://b/http/20261123T000000Z_20261123T000030Z_3.log.gz "
                    + "(delivered, delivered)",
                "4 objects: 2 delivered, 1 never, 1 twice",
            ],
            Output);
        output.GetStringBuilder().Clear();
        Assert.Equal(1, await VerifyAsync(run with { WritesJson = true }, new TimeWindow(null, null)));
        JObject[] lines = [.. Output.Select(JObject.Parse)];
        Assert.Equal(["never", "twice", null], lines.Select(line => (string?)line["state"]));
        Assert.All(lines[1]["receipts"]!, receipt => Assert.Contains((string)receipt!, Stored()));
        Assert.Equal((4, 1), ((int)lines[2]["objects"]!, (int)lines[2]["twice"]!));
    }

    [Theory]
    [InlineData("s3://b/nowhere/")]
    [InlineData("s3://b/audit/")]
    public async Task A_verification_of_nothing_is_no_success(string prefix)
    {
        CommandRun run = Run();
        await BackfillAsync(run, "s3://b/http/", new TimeWindow(null, null));
        Assert.Equal(ExitCode.WrongUsage, await VerifyAsync(run, new TimeWindow(null, null), prefix));
        Assert.Equal($"Nothing begins with '{prefix}'.\n", error.ToString());
    }

    [Fact]
    public async Task Messages_go_on_the_queue_and_a_later_run_goes_on_behind_the_last()
    {
        CommandRun run = Run(queue);
        var window = new TimeWindow(null, null);
        Assert.Equal(0, await BackfillAsync(run, "s3://b/http/20261121", window));
        string last = Output[^1].Split(' ')[^1];
        Assert.Equal(0, await BackfillAsync(run, "s3://b/", window, after: last));
        BatchReference[] references = [.. queue.Bodies.SelectMany(body =>
            ((Notification.Objects)NotificationReader.Read(Bench.Utf8(body))).References)];
        Assert.Equal(store.Objects.Keys.Select(key => "s3://b/" + key), references.Select(one => one.Uri));
        Assert.All(references, reference => Assert.True(reference.Bytes > 0));
    }

    [Fact]
    public async Task A_queue_that_takes_nothing_ends_the_backfill_with_where_to_go_on()
    {
        CommandRun run = Run(new MemoryWorkQueue(TimeProvider.System) { SendProblem = "no rights" });
        Assert.Equal(3, await BackfillAsync(run, "s3://b/", new TimeWindow(null, null), after: "s3://b/http/202"));
        Assert.Equal(
            "s3://b/http/20261121T000000Z_20261121T000030Z_1.log.gz cannot be queued: no rights\n"
                + "0 objects done. To go on: --after 's3://b/http/202'\n",
            error.ToString());
    }

    [Fact]
    public async Task A_dry_run_counts_and_brings_nothing()
    {
        Assert.Equal(0, await BackfillAsync(Run(queue), "s3://b/", new TimeWindow(Day(24), null), isDryRun: true));
        Assert.StartsWith("1 object, 0.0 MB, would be brought; the last is s3://b/http/20261124", Output.Single());
        Assert.Empty(queue.Bodies);
    }

    [Fact]
    public async Task A_destination_that_is_down_ends_the_backfill()
    {
        CommandRun run = Run(destination: new FakeDestination { DownFrom = 1 });
        Assert.Equal(3, await BackfillAsync(run, "s3://b/", new TimeWindow(null, null)));
        Assert.Single(Output);
        Assert.StartsWith("s3://b/http/20261121T000000Z_20261121T000030Z_1.log.gz: ", error.ToString());
    }

    // Some stores list a folder's content where the folder stands: b/1 before b.log.
    [Fact]
    public async Task Going_on_in_a_store_that_does_not_list_in_order_is_refused_and_skips_nothing()
    {
        ObjectSelection selection = ObjectSelection.Of(Run(), "s3://b/", new TimeWindow(null, null))
            with { After = "s3://b/b/1" };
        IOException fault = await Assert.ThrowsAsync<IOException>(async () =>
        {
            await foreach (BatchReference _ in selection.ListAsync(new Unordered(), Cancel))
            {
                // Nothing may come.
            }
        });
        Assert.Contains("'s3://b/b.log' comes after 's3://b/b/1'", fault.Message);
    }

    [Fact]
    public async Task A_pace_lets_so_many_through_in_a_second_and_makes_up_for_nothing()
    {
        var clock = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        var pace = new Pace(perSecond: 2, clock);
        Assert.True(pace.WaitAsync(Cancel).IsCompleted);
        Task second = pace.WaitAsync(Cancel);
        clock.Advance(TimeSpan.FromSeconds(0.4));
        Assert.False(second.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(0.1));
        await second;
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.True(pace.WaitAsync(Cancel).IsCompleted);
        Assert.False(pace.WaitAsync(Cancel).IsCompleted);
    }

    public void Dispose()
    {
        output.Dispose();
        error.Dispose();
    }

    private static DateTimeOffset Day(int day) => new(2026, 11, day, 0, 0, 0, TimeSpan.Zero);

    private static Task<int> VerifyAsync(CommandRun run, TimeWindow window, string prefix = "s3://b/http/") =>
        new VerifyCommand(run).RunAsync(ObjectSelection.Of(run, prefix, window), Cancel);

    private static Task<int> BackfillAsync(
        CommandRun run, string prefix, TimeWindow window, string? after = null, bool isDryRun = false) =>
        new BackfillCommand(
            run, ObjectSelection.Of(run, prefix, window) with { After = after }, new Pace(0, TimeProvider.System))
            .RunAsync(isDryRun, Cancel);

    private sealed class Unordered : IObjectStore
    {
        public Task<ObjectOpening> OpenAsync(BatchReference reference, CancellationToken cancel) =>
            throw new NotSupportedException();

        public IAsyncEnumerable<BatchReference> ListAsync(string prefix, CancellationToken cancel) =>
            new[] { "s3://b/b/1", "s3://b/b.log" }.ToAsyncEnumerable().Select(uri => new BatchReference(uri));
    }

    private IEnumerable<string> Stored() => store.Objects.Keys.Select(key => "s3://b/" + key);

    private CommandRun Run(IWorkQueue? work = null, FakeDestination? destination = null)
    {
        var terminal = new Terminal(output, error, () => Stream.Null, new Dictionary<string, string>());
        var composition = new Composition(
            new FakeDestination().Module, DatasetCatalog.Load(), terminal, TimeProvider.System, () => 0);
        var outside = new Surroundings(TimeProvider.System, () => 0, NullLoggerFactory.Instance);
        var objects = new ObjectStores(new LocalObjectStore(() => Stream.Null), _ => store, true, outside);
        ConnectorParts parts = new Bench(destination).Parts;
        return new CommandRun(composition, WritesJson: false, Parts: parts with
        {
            Objects = objects,
            Work = work,
            Receipts = new ReceiptStore("s3://b/audit", "fake", objects, outside),
            Options = parts.Options with { Receipts = "s3://b/audit", DeadLetters = "s3://b/dead" },
        });
    }
}
