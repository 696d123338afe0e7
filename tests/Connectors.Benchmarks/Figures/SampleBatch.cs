using System.IO.Compression;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>A batch in memory, as it is stored and inflated.</summary>
internal sealed class SampleBatch
{
    private SampleBatch(Dataset dataset, byte[] inflated, byte[] stored, long records)
    {
        Dataset = dataset;
        Inflated = inflated;
        Stored = stored;
        Records = records;
    }

    internal Dataset Dataset { get; }

    internal byte[] Inflated { get; }

    internal byte[] Stored { get; }

    internal long Records { get; }

    /// <summary>Makes a batch of about this many inflated bytes.</summary>
    internal static SampleBatch Create(Dataset dataset, int bytes)
    {
        using var inflated = new MemoryStream(bytes + (bytes / 8));
        long records = new BatchGenerator(dataset, seed: 1).WriteBytes(inflated, bytes);
        using var stored = new MemoryStream();
        using (var gzip = new GZipStream(stored, CompressionLevel.Optimal)) // as Logpush stores it
        {
            gzip.Write(inflated.GetBuffer(), 0, (int)inflated.Length);
        }

        return new SampleBatch(dataset, inflated.ToArray(), stored.ToArray(), records);
    }
}
