using System.IO.Compression;
using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>The stages that are the same on every way, each to be run alone over the same batch.</summary>
internal sealed class Stages
{
    private const int ReadBytes = 256 * 1024;
    private const int PayloadBytes = 2 * 1024 * 1024;
    private const int PackedBytes = 8 * 1024 * 1024; // more than any payload has compressed

    private readonly SampleBatch batch;
    private readonly byte[] readBuffer = new byte[ReadBytes];
    private readonly byte[] packed = new byte[PackedBytes];
    private readonly BodyCoder gzip = BodyCoding.Gzip.CreateCoder();
    private readonly RecordFields fields = new();
    private readonly RecordScanner scanner;

    internal Stages(SampleBatch batch)
    {
        this.batch = batch;
        scanner = new RecordScanner(new FieldNames());
    }

    /// <summary>Inflates the object and does nothing with it.</summary>
    internal void Inflate()
    {
        using var gzip = new GZipStream(new MemoryStream(batch.Stored), CompressionMode.Decompress);
        while (gzip.Read(readBuffer) > 0)
        {
            // The bytes are what is measured.
        }
    }

    /// <summary>Compresses the records as they are.</summary>
    internal void Deflate() => Deflate(batch.Inflated, PayloadBytes, gzip);

    /// <summary>Compresses as the product does, in pieces of a payload's size.</summary>
    internal void Deflate(ReadOnlySpan<byte> bytes, int payloadBytes, BodyCoder coder)
    {
        while (!bytes.IsEmpty)
        {
            int length = Math.Min(payloadBytes, bytes.Length);
            using Stream compressed = coder(new MemoryStream(packed));
            compressed.Write(bytes[..length]);
            bytes = bytes[length..];
        }
    }

    /// <summary>Proves every record and finds its fields.</summary>
    internal void Scan()
    {
        ReadOnlySpan<byte> rest = batch.Inflated;
        while (!rest.IsEmpty)
        {
            int length = rest.IndexOf((byte)'\n');
            Require(scanner.Scan(rest[..length], fields).IsWhole);
            rest = rest[(length + 1)..];
        }
    }

    /// <summary>Stops everything when a stage has not done its work.</summary>
    internal static void Require(bool isTrue)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException("A stage did not do its work: its time would mean nothing.");
        }
    }
}
