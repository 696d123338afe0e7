using System.Globalization;
using System.IO.Compression;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>Writes a realistic batch to a file, compressed as Logpush does.</summary>
internal static class GenerateCommand
{
    internal static int Run(DatasetCatalog datasets, string name, string file, string records)
    {
        if (datasets.Find(name) is not { } dataset
            || !long.TryParse(records, CultureInfo.InvariantCulture, out long count))
        {
            Console.Error.WriteLine($"There is no dataset '{name}', or '{records}' is no number.");
            return 2;
        }

        using var gzip = new GZipStream(File.Create(file), CompressionLevel.Optimal);
        new BatchGenerator(dataset, seed: 1).WriteRecords(gzip, count);
        return 0;
    }
}
