using System.Buffers;
using System.Collections.Concurrent;
using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>
/// Compresses bodies into buffers that are used again. For several threads, but only as many at a time as there are
/// processors: two compressions that take turns on one only push each other out of its cache. On a machine with a
/// single one, the caller's own thread compresses, for the same reason.
/// </summary>
internal sealed class BodyCompressor(BodyCoding coding, PayloadFraming framing, int processors)
{
    private const int FirstCapacity = 256 * 1024; // logs of 2 MiB have about this size compressed

    private readonly BufferPool buffers = new(FirstCapacity);
    private readonly ConcurrentBag<BodyCoder> coders = []; // no more of them than compress at a time
    private readonly TaskScheduler turns =
        new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, processors).ConcurrentScheduler;

    /// <summary>Compresses a part of a payload; dispose the result to give its buffer back.</summary>
    internal Task<CompressedBody> CompressAsync(PayloadPart part, CancellationToken cancel) => processors == 1
        ? Task.FromResult(Compress(part))
        : Task.Factory.StartNew(() => Compress(part), cancel, TaskCreationOptions.DenyChildAttach, turns);

    private CompressedBody Compress(PayloadPart part)
    {
        ByteWriter buffer = buffers.Rent();
        BodyCoder coder = coders.TryTake(out BodyCoder? idle) ? idle : coding.CreateCoder();
        using (Stream compressed = coder(new ByteWriterStream(buffer)))
        {
            part.WriteTo(compressed, framing);
        }

        coders.Add(coder);
        return new CompressedBody(buffer, coding.Name, buffers);
    }
}

/// <summary>A request body, compressed once for all its attempts.</summary>
internal sealed class CompressedBody(ByteWriter buffer, string coding, BufferPool buffers) : IDisposable
{
    /// <summary>The body as content of a request; every attempt needs a new one.</summary>
    internal HttpContent ToContent()
    {
        var content = new ReadOnlyMemoryContent(buffer.WrittenMemory);
        content.Headers.ContentEncoding.Add(coding);
        return content;
    }

    public void Dispose() => buffers.Return(buffer);
}
