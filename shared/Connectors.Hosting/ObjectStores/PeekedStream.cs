namespace Connectors.Hosting;

/// <summary>A stream whose first bytes can be looked at before they are read. Counts what is read.</summary>
internal sealed class PeekedStream(Stream inner) : Stream
{
    private const int PeekBytes = 4; // the longest mark of a file's form

    private readonly byte[] head = new byte[PeekBytes];
    private int headStart;
    private int headEnd;

    /// <summary>Bytes read from the stream below.</summary>
    internal long BytesRead { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The first bytes, up to four; fewer when there are no more.</summary>
    internal async Task<ReadOnlyMemory<byte>> PeekAsync(CancellationToken cancel)
    {
        headEnd = await inner.ReadAtLeastAsync(head, PeekBytes, throwOnEndOfStream: false, cancel);
        BytesRead += headEnd;
        return head.AsMemory(0, headEnd);
    }

    public override int Read(Span<byte> buffer)
    {
        int count = headStart < headEnd ? TakeHead(buffer) : Count(inner.Read(buffer));
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default) =>
        headStart < headEnd ? TakeHead(buffer.Span) : Count(await inner.ReadAsync(buffer, cancellationToken));

    public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
        ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

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
