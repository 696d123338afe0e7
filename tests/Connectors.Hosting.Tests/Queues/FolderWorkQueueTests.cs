using Microsoft.Extensions.Time.Testing;

namespace Connectors.Hosting.Tests.Queues;

public sealed class FolderWorkQueueTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FakeTimeProvider clock = new() { AutoAdvanceAmount = TimeSpan.Zero };

    private FolderWorkQueue Queue => new(Path.Combine(folder.Path, "queue"), clock);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_message_that_was_received_is_hidden_until_its_time_ends_or_it_is_deleted()
    {
        Assert.Null(await Queue.SendAsync("one", Cancel));
        clock.Advance(TimeSpan.FromMilliseconds(1)); // within a millisecond, there is no order
        Assert.Null(await Queue.SendAsync("two", Cancel));
        QueueMessage[] first = [.. await Queue.ReceiveAsync(10, Cancel)];
        Assert.Equal(["one", "two"], first.Select(message => message.Body));
        Assert.Empty(await ReceiveNowAsync());

        QueueMessage hidden = (await Queue.HideAsync(first[0], TimeSpan.FromMinutes(2), Cancel))!;
        Assert.True(await Queue.DeleteAsync(first[1], Cancel));
        clock.Advance(TimeSpan.FromSeconds(60));
        Assert.Empty(await ReceiveNowAsync());

        clock.Advance(TimeSpan.FromSeconds(61));
        QueueMessage again = Assert.Single(await Queue.ReceiveAsync(10, Cancel));
        Assert.Equal((first[0].Id, "one", 2), (again.Id, again.Body, again.Deliveries));
        Assert.Null(await Queue.HideAsync(hidden, TimeSpan.Zero, Cancel));
        Assert.False(await Queue.DeleteAsync(hidden, Cancel));
        Assert.True(await Queue.DeleteAsync(again, Cancel));
    }

    [Fact]
    public async Task A_message_that_is_given_back_is_there_at_once()
    {
        await Queue.SendAsync("one", Cancel);
        QueueMessage message = Assert.Single(await Queue.ReceiveAsync(1, Cancel));
        await Queue.HideAsync(message, TimeSpan.Zero, Cancel);
        Assert.Equal("one", Assert.Single(await Queue.ReceiveAsync(1, Cancel)).Body);
    }

    [Fact]
    public async Task Several_that_receive_at_the_same_time_get_every_message_once()
    {
        for (int number = 0; number < 200; number++)
        {
            await Queue.SendAsync($"{number}", Cancel);
        }

        // The real clock: who finds nothing waits a while.
        var queue = new FolderWorkQueue(Path.Combine(folder.Path, "queue"), TimeProvider.System);
        List<string>[] bodies = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            List<string> mine = [];
            while (await queue.ReceiveAsync(3, Cancel) is { Count: > 0 } messages)
            {
                mine.AddRange(messages.Select(message => message.Body));
            }

            return mine;
        })));
        Assert.Equal(
            Enumerable.Range(0, 200), bodies.SelectMany(mine => mine).Select(int.Parse).Order());
    }

    public void Dispose() => folder.Dispose();

    private async Task<IReadOnlyList<QueueMessage>> ReceiveNowAsync()
    {
        Task<IReadOnlyList<QueueMessage>> receiving = Queue.ReceiveAsync(10, Cancel);
        while (!receiving.IsCompleted)
        {
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }

        return await receiving;
    }
}
