namespace Connectors.Hosting.Tests.Queues;

/// <summary>A queue in memory that keeps the rules of the seam, and tells what was done with each message.</summary>
internal sealed class MemoryWorkQueue(TimeProvider time) : IWorkQueue
{
    private readonly Lock gate = new();
    private readonly List<Held> held = [];
    private readonly List<string> log = [];
    private int sent;

    /// <summary>What was done, in order: <c>deleted m1</c>, <c>hidden m1 120</c> (seconds).</summary>
    internal IReadOnlyList<string> Log
    {
        get
        {
            lock (gate)
            {
                return [.. log];
            }
        }
    }

    /// <summary>All bodies that were sent and not deleted.</summary>
    internal IReadOnlyList<string> Bodies
    {
        get
        {
            lock (gate)
            {
                return [.. held.Select(one => one.Body)];
            }
        }
    }

    /// <summary>Why nothing can be sent; null when it can.</summary>
    internal string? SendProblem { get; init; }

    /// <summary>How often receiving fails before it works.</summary>
    internal int Outages { get; set; }

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, CancellationToken cancel)
    {
        await Task.Delay(1, cancel);
        lock (gate)
        {
            if (Outages-- > 0)
            {
                throw new IOException("no route to the queue");
            }

            return [.. held.Where(one => one.HiddenUntil <= time.GetUtcNow()).Take(most).Select(Take)];
        }
    }

    public Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan hiding, CancellationToken cancel)
    {
        lock (gate)
        {
            log.Add($"hidden {message.Id} {hiding.TotalSeconds:0}");
            if (held.Find(one => one.Handle == message.Handle) is not { } found)
            {
                return Task.FromResult<QueueMessage?>(null);
            }

            found.HiddenUntil = time.GetUtcNow() + hiding;
            found.Handle = Guid.NewGuid().ToString(); // as queues do whose receipt changes with every update
            return Task.FromResult<QueueMessage?>(message with { Handle = found.Handle });
        }
    }

    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancel)
    {
        lock (gate)
        {
            log.Add($"deleted {message.Id}");
            return Task.FromResult(held.RemoveAll(one => one.Handle == message.Handle) > 0);
        }
    }

    public Task<string?> SendAsync(string body, CancellationToken cancel)
    {
        lock (gate)
        {
            if (SendProblem is null)
            {
                held.Add(new Held($"m{++sent}", body));
            }

            return Task.FromResult(SendProblem);
        }
    }

    /// <summary>Gives every message that was received to somebody else.</summary>
    internal void Steal()
    {
        lock (gate)
        {
            held.ForEach(one => one.Handle = "stolen");
        }
    }

    private QueueMessage Take(Held one)
    {
        one.HiddenUntil = time.GetUtcNow() + TimeSpan.FromSeconds(30);
        one.Handle = Guid.NewGuid().ToString();
        return new QueueMessage(one.Id, one.Body, one.Handle, ++one.Deliveries);
    }

    private sealed class Held(string id, string body)
    {
        internal string Id { get; } = id;

        internal string Body { get; } = body;

        internal string Handle { get; set; } = "";

        internal int Deliveries { get; set; }

        internal DateTimeOffset HiddenUntil { get; set; }
    }
}
