using System.IO.Compression;

namespace Connectors.Hosting;

/// <summary>
/// An object's bytes on the way to its records: counts what is read, tells gzip by its first two bytes whatever the
/// object is called, and inflates it.
/// </summary>
/// <remarks>
/// A gzip object that ends early ends with <see cref="InvalidDataException"/>, after all that could be inflated: that
/// is what the switch <c>System.IO.Compression.UseStrictValidation</c> is for, which every project of this repository
/// sets.
/// </remarks>
public sealed class StoredContent : IAsyncDisposable
{
    private readonly PeekedStream stored;
    private readonly Stream inflated;

    private StoredContent(PeekedStream stored, Stream inflated)
    {
        this.stored = stored;
        this.inflated = inflated;
    }

    /// <summary>Bytes read so far, as they are stored.</summary>
    public long BytesRead => stored.BytesRead;

    /// <summary>Bytes given out so far.</summary>
    public long BytesInflated { get; private set; }

    /// <summary>Looks at the first bytes of an object and prepares to read it.</summary>
    /// <exception cref="InvalidDataException">It is compressed in a way that is not supported.</exception>
    public static async Task<StoredContent> OpenAsync(Stream stored, CancellationToken cancel)
    {
        var peeked = new PeekedStream(stored);
        ReadOnlyMemory<byte> head = await peeked.PeekAsync(cancel);
        if (UnsupportedForm(head.Span) is { } form)
        {
            throw new InvalidDataException($"the object is {form}, which is not supported; gzip and plain text are");
        }

        bool isGzip = head.Span.StartsWith((ReadOnlySpan<byte>)[0x1f, 0x8b]);
        return new StoredContent(peeked, isGzip ? new GZipStream(peeked, CompressionMode.Decompress) : peeked);
    }

    /// <summary>Reads inflated bytes; 0 at the end.</summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        int count = await inflated.ReadAsync(buffer, cancel);
        BytesInflated += count;
        return count;
    }

    public ValueTask DisposeAsync() => inflated.DisposeAsync();

    private static string? UnsupportedForm(ReadOnlySpan<byte> head) => head switch
    {
        [0x28, 0xb5, 0x2f, 0xfd, ..] => "compressed with zstd",
        [(byte)'P', (byte)'K', 3, 4, ..] => "a zip archive",
        [(byte)'B', (byte)'Z', (byte)'h', ..] => "compressed with bzip2",
        [(byte)'P', (byte)'A', (byte)'R', (byte)'1', ..] => "a Parquet file",
        _ => null,
    };
}
