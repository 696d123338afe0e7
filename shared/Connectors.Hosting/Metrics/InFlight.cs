namespace Connectors.Hosting;

/// <summary>How many of something are on their way now. For several threads.</summary>
internal sealed class InFlight
{
    private int count;

    internal int Count => Volatile.Read(ref count);

    /// <summary>Counts one more until it is disposed of.</summary>
    internal IDisposable Begin()
    {
        Interlocked.Increment(ref count);
        return new One(this);
    }

    private sealed class One(InFlight all) : IDisposable
    {
        public void Dispose() => Interlocked.Decrement(ref all.count);
    }
}
