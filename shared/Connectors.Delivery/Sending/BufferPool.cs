using System.Collections.Concurrent;
using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>Buffers that are used again and again, so that they are made only once. For several threads.</summary>
/// <param name="capacity">Bytes that a new one holds.</param>
internal sealed class BufferPool(int capacity)
{
    private readonly ConcurrentBag<ByteWriter> free = [];

    /// <summary>An empty buffer.</summary>
    internal ByteWriter Rent() => free.TryTake(out ByteWriter? used) ? used : new ByteWriter(capacity);

    /// <summary>Gives a buffer back; nobody may look at it any more.</summary>
    internal void Return(ByteWriter buffer)
    {
        buffer.Clear();
        free.Add(buffer);
    }
}
