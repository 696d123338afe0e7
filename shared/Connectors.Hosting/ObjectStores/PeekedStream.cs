namespace Connectors.Hosting;

/// <summary>A stream whose first bytes can be looked at before they are read. Counts what is read.</summary>
internal sealed class PeekedStream(Stream inner) : ForwardStream
{
    private const int PeekBytes = 4; // the longest mark of a file's form

    private readonly byte[] head = new byte[PeekBytes];
    private int headStart;
    private int headEnd;

    /// <summary>Bytes read from the stream below.</summary>
    internal long BytesRead { get; private set; }

    /// <summary>The first bytes, up to four; fewer when there are no more.</summary>
    internal async Task<ReadOnlyMemory<byte>> PeekAsync(CancellationToken cancel)
    {
        headEnd = await inner.ReadAtLeastAsync(head, PeekBytes, throwOnEndOfStream: false, cancel);
        BytesRead += headEnd;
        return head.AsMemory(0, headEnd);
    }

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        headStart < headEnd ? TakeHead(buffer.Span) : Count(await inner.ReadAsync(buffer, cancellationToken));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }

    private int TakeHead(Span<byte> buffer)
    {
        int count = Math.Min(buffer.Length, headEnd - headStart);
        head.AsSpan(headStart, count).CopyTo(buffer);
        headStart += count;
        return count;
    }

    private int Count(int read)
    {
        BytesRead += read;
        return read;
    }
}
