namespace LocalIntake;

/// <summary>
/// The acknowledgements of each channel: numbers from 0, each true once, some time after its delivery. For several
/// threads.
/// </summary>
internal sealed class HecChannels(TimeProvider time)
{
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, Channel> channels = [];

    /// <summary>Gives a delivery its number.</summary>
    internal long Issue(Guid id, TimeSpan delay)
    {
        lock (gate)
        {
            if (!channels.TryGetValue(id, out Channel? channel))
            {
                channels[id] = channel = new Channel();
            }

            channel.ReadyAt[channel.Next] = time.GetUtcNow() + delay;
            return channel.Next++;
        }
    }

    /// <summary>Tells which deliveries are indexed: each once; a number that nobody knows is not.</summary>
    internal IReadOnlyDictionary<long, bool> Ask(Guid id, IEnumerable<long> numbers)
    {
        var answers = new SortedDictionary<long, bool>();
        lock (gate)
        {
            Dictionary<long, DateTimeOffset> readyAt = channels.GetValueOrDefault(id)?.ReadyAt ?? [];
            DateTimeOffset now = time.GetUtcNow();
            foreach (long number in numbers.Distinct())
            {
                bool isReady = readyAt.TryGetValue(number, out DateTimeOffset ready) && ready <= now;
                answers[number] = isReady && readyAt.Remove(number);
            }
        }

        return answers;
    }

    private sealed class Channel
    {
        internal long Next { get; set; }

        /// <summary>The deliveries that nobody was told of.</summary>
        internal Dictionary<long, DateTimeOffset> ReadyAt { get; } = [];
    }
}
