using Connectors.Hosting.Tests.Queues;
using Microsoft.Extensions.Time.Testing;

namespace Connectors.Hosting.Tests.Hosts;

public sealed class WorkLoopTests
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);
    private readonly FakeTimeProvider clock = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_is_deleted_when_its_object_is_delivered_and_rests_when_it_is_not()
    {
        (WorkLoop loop, MemoryWorkQueue queue, Bench bench) = Create(new FakeDestination());
        await SendAsync(queue, "there", "nowhere", "there too");
        await RunUntilAsync(
            loop,
            () => queue.Log.Count(line => line.StartsWith("deleted")) == 2
                && queue.Log.Any(line => line.StartsWith("hidden m2")));
        Assert.Equal(["deleted m1", "deleted m3"], queue.Log.Where(line => line.StartsWith("deleted")).Order());
        Assert.Single(queue.Bodies);
        int rest = int.Parse(queue.Log.First(line => line.StartsWith("hidden m2")).Split(' ')[2]);
        Assert.InRange(rest, 20, 40);
        Assert.Equal(2, bench.Destination.Accepted.Count);
    }

    [Fact]
    public async Task A_message_stays_hidden_while_it_is_worked_on_however_long_that_takes()
    {
        var release = new TaskCompletionSource();
        (WorkLoop loop, MemoryWorkQueue queue, Bench bench) = Create(new FakeDestination { Gate = release.Task });
        await SendAsync(queue, "there");
        using var stop = new CancellationTokenSource();
        using var deadline = new Deadline(clock);
        Task running = loop.RunAsync(deadline, stop.Token);
        await PassAsync(() => queue.Log.Count >= 2);
        Assert.All(queue.Log, line => Assert.Equal("hidden m1 120", line));
        release.SetResult();
        await PassAsync(() => queue.Bodies.Count == 0);
        await stop.CancelAsync();
        await PassAsync(() => running.IsCompleted);
        await running;
        Assert.Single(bench.Destination.Accepted);
    }

    [Fact]
    public async Task Work_that_went_to_somebody_else_is_dropped()
    {
        (WorkLoop loop, MemoryWorkQueue queue, Bench bench) = Create(new FakeDestination { Hangs = true });
        await SendAsync(queue, "there");
        using var stop = new CancellationTokenSource();
        using var deadline = new Deadline(clock);
        Task running = loop.RunAsync(deadline, stop.Token);
        await PassAsync(() => bench.Destination.Seen > 0);
        queue.Steal();
        await PassAsync(() => queue.Log.Count > 0);
        await stop.CancelAsync();
        await PassAsync(() => running.IsCompleted);
        await running;
        Assert.DoesNotContain("deleted m1", queue.Log);
    }

    [Fact]
    public async Task Asked_to_stop_it_takes_nothing_more_and_gives_back_what_does_not_end_within_the_grace()
    {
        (WorkLoop loop, MemoryWorkQueue queue, Bench bench) = Create(new FakeDestination { Hangs = true });
        await SendAsync(queue, "there", "there too", "one more");
        using var stop = new CancellationTokenSource();
        using var deadline = new Deadline(clock);
        Task running = loop.RunAsync(deadline, stop.Token);
        await PassAsync(() => bench.Destination.Seen == 2);
        await stop.CancelAsync();
        deadline.Shorten(TimeSpan.FromSeconds(5), TimeSpan.Zero);
        await PassAsync(() => running.IsCompleted);
        await running;
        Assert.Subset(queue.Log.ToHashSet(), new HashSet<string> { "hidden m1 0", "hidden m2 0" }); // beside heartbeats
        Assert.DoesNotContain(queue.Log, entry => entry.StartsWith("deleted", StringComparison.Ordinal));
        Assert.Equal(3, queue.Bodies.Count);
        Assert.Equal(2, bench.Destination.Seen);
    }

    [Fact]
    public async Task A_queue_that_is_away_for_a_while_does_not_end_the_worker()
    {
        (WorkLoop loop, MemoryWorkQueue queue, Bench bench) = Create(new FakeDestination());
        queue.Outages = 3;
        await SendAsync(queue, "there");
        await RunUntilAsync(loop, () => queue.Bodies.Count == 0);
        Assert.Single(bench.Destination.Accepted);
    }

    [Fact]
    public async Task A_timer_s_run_empties_the_queue_and_tells_how_many_messages_failed()
    {
        (WorkLoop loop, MemoryWorkQueue queue, Bench bench) = Create(new FakeDestination());
        await SendAsync(queue, "there", "there too", "one more", "nowhere");
        await queue.SendAsync("""{"connector":"tick"}""", Cancel);
        using var deadline = new Deadline(clock);
        Assert.Equal("2 messages of the queue failed; they come again", await loop.DrainAsync(deadline, Cancel));
        Assert.Equal((2, 3), (queue.Bodies.Count, bench.Destination.Accepted.Count));
    }

    [Theory]
    [InlineData(1, 0, 20)]
    [InlineData(1, 1, 40)]
    [InlineData(3, 0, 80)]
    [InlineData(50, 1, 900)]
    public void A_message_rests_longer_each_time(int deliveries, double chance, double seconds) =>
        Assert.Equal(seconds, WorkLoop.Rest(deliveries, chance).TotalSeconds);

    private static async Task SendAsync(MemoryWorkQueue queue, params string[] objects)
    {
        foreach (string one in objects)
        {
            await queue.SendAsync(ConnectorMessage.Write(new BatchReference(one)), Cancel);
        }
    }

    private (WorkLoop Loop, MemoryWorkQueue Queue, Bench Bench) Create(FakeDestination destination)
    {
        var bench = new Bench(destination) { Time = clock };
        foreach (string name in (string[])["there", "there too", "one more"])
        {
            bench.Store(name, Bench.Gzip($"{{\"n\":\"{name}\"}}\n"));
        }

        var queue = new MemoryWorkQueue(clock);
        ConnectorParts parts = bench.Parts;
        return (new WorkLoop(parts, new NotificationDelivery(parts), queue), queue, bench);
    }

    private async Task RunUntilAsync(WorkLoop loop, Func<bool> isDone)
    {
        using var stop = new CancellationTokenSource();
        using var deadline = new Deadline(clock);
        Task running = loop.RunAsync(deadline, stop.Token);
        await PassAsync(isDone);
        await stop.CancelAsync();
        await PassAsync(() => running.IsCompleted);
        await running;
    }

    // Lets the fake clock run until something has happened.
    private async Task PassAsync(Func<bool> isDone)
    {
        for (int step = 0; !isDone(); step++)
        {
            Assert.True(step < 2_000, "it does not happen");
            await Task.Delay(2, TestContext.Current.CancellationToken);
            clock.Advance(Step);
        }
    }
}
