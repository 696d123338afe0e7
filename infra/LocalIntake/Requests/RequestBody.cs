using System.Buffers;

namespace LocalIntake;

/// <summary>How reading a request's body ended.</summary>
internal enum BodyState
{
    Whole,

    /// <summary>It is longer than the limit; the rest was not read.</summary>
    TooLarge,

    /// <summary>It is not what its Content-Encoding says, or ends early.</summary>
    Undecodable,
}

/// <summary>A request's body in memory. Its bytes live until it is disposed of.</summary>
internal sealed class RequestBody : IDisposable
{
    private const int FirstBytes = 256 * 1024;

    private byte[] buffer = ArrayPool<byte>.Shared.Rent(FirstBytes);
    private int length;

    private RequestBody()
    {
    }

    internal ReadOnlyMemory<byte> Bytes => buffer.AsMemory(0, length);

    internal BodyState State { get; private set; }

    /// <summary>Reads to the end, or to the limit.</summary>
    /// <param name="stream">The body, decompressed.</param>
    /// <param name="maxBytes">The limit.</param>
    /// <param name="cancel">Ends the reading.</param>
    internal static async Task<RequestBody> ReadAsync(Stream stream, int maxBytes, CancellationToken cancel)
    {
        var body = new RequestBody();
        try
        {
            body.State = await body.FillAsync(stream, maxBytes, cancel) ? BodyState.Whole : BodyState.TooLarge;
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or ZstdSharp.ZstdException)
        {
            body.State = BodyState.Undecodable;
        }
        catch
        {
            body.Dispose();
            throw;
        }

        return body;
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = [];
        length = 0;
    }

    private async Task<bool> FillAsync(Stream stream, int maxBytes, CancellationToken cancel)
    {
        while (length <= maxBytes)
        {
            if (length == buffer.Length)
            {
                Grow();
            }

            int count = await stream.ReadAsync(buffer.AsMemory(length), cancel);
            if (count == 0)
            {
                return true;
            }

            length += count;
        }

        return false;
    }

    private void Grow()
    {
        int wanted = (int)Math.Min(2L * buffer.Length, Array.MaxLength);
        byte[] larger = ArrayPool<byte>.Shared.Rent(wanted);
        buffer.CopyTo(larger.AsSpan());
        ArrayPool<byte>.Shared.Return(buffer);
        buffer = larger;
    }
}
