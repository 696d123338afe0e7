using System.Security.Cryptography;

namespace Connectors.Hosting;

/// <summary>An object's bytes as they are stored, hashed while they are read. Memory does not grow with them.</summary>
internal sealed class HashingStream(Stream inner) : ForwardStream
{
    private const int RestBytes = 16 * 1024;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        int count = await inner.ReadAsync(buffer, cancellationToken);
        hash.AppendData(buffer.Span[..count]);
        return count;
    }

    /// <summary>Reads what is left, such as bytes behind the end of gzip data.</summary>
    /// <returns>The SHA-256 of all bytes, hexadecimal.</returns>
    /// <exception cref="IOException">The object cannot be read to its end.</exception>
    internal async Task<string> FinishAsync(CancellationToken cancel)
    {
        byte[] rest = new byte[RestBytes];
        while (await ReadAsync(rest, cancel) > 0)
        {
            // Hashed, and of no other use.
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
            hash.Dispose();
        }

        base.Dispose(disposing);
    }
}
