using System.Runtime.CompilerServices;

namespace Connectors.Hosting.Tests;

/// <summary>A cloud's store in memory, whose connections break where they are told to.</summary>
internal sealed class MemoryStore : ICloudStore
{
    internal SortedDictionary<string, byte[]> Objects { get; } = new(StringComparer.Ordinal);

    /// <summary>After how many bytes each connection breaks, one after the other; then none does.</summary>
    internal Queue<int> Breaks { get; } = [];

    /// <summary>What is thrown where something is asked for; null when all is well.</summary>
    internal StoreException? Fault { get; set; }

    /// <summary>What was asked for.</summary>
    internal List<PartRequest> Requests { get; } = [];

    internal string Etag { get; set; } = "\"e1\"";

    internal string? Version { get; init; }

    public Task<StoredPart> OpenAsync(ObjectUri target, PartRequest part, CancellationToken cancel)
    {
        Requests.Add(part);
        if (Fault is not null)
        {
            throw Fault;
        }

        if (part.Etag is not null && part.Etag != Etag)
        {
            throw StoreException.Replaced;
        }

        byte[] content = Objects[target.Key];
        int breaksAfter = Breaks.TryDequeue(out int count) ? count : int.MaxValue;
        var stream = new BreakingStream(content[(int)part.Offset..], breaksAfter);
        return Task.FromResult(new StoredPart(stream, Etag, Version, content.Length));
    }

    public async IAsyncEnumerable<BatchReference> ListAsync(
        ObjectUri prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        foreach ((string key, byte[] content) in Objects.Where(one => one.Key.StartsWith(prefix.Key)).ToList())
        {
            yield return new BatchReference((prefix with { Key = key }).ToString()) { Bytes = content.Length };
        }
    }

    public Task<bool> CreateAsync(ObjectUri target, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        Fault is null ? Task.FromResult(Objects.TryAdd(target.Key, content.ToArray())) : throw Fault;

    public Task DeleteAsync(ObjectUri target, CancellationToken cancel)
    {
        Objects.Remove(target.Key);
        return Fault is null ? Task.CompletedTask : throw Fault;
    }

    private sealed class BreakingStream(byte[] content, int breaksAfter) : ForwardStream
    {
        private int position;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (position >= breaksAfter)
            {
                throw new IOException("the connection was reset");
            }

            int count = Math.Min(buffer.Length, Math.Min(content.Length, breaksAfter) - position);
            content.AsMemory(position, count).CopyTo(buffer);
            position += count;
            return ValueTask.FromResult(count);
        }
    }
}
