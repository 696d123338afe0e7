using System.IO.Compression;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using Connectors.Splunk;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connectors.Benchmarks;

/// <summary>The stages that a batch goes through, each to be run alone over the same batch, and all together.</summary>
internal sealed class Stages
{
    private const int ReadBytes = 256 * 1024;
    private const int PayloadBytes = 2 * 1024 * 1024; // Splunk's default
    private static readonly byte[] Id = "v1-0123456789abcdef0123456789abcdef-123456"u8.ToArray();

    private readonly SampleBatch batch;
    private readonly byte[] readBuffer = new byte[ReadBytes];
    private readonly byte[] packed = new byte[2 * PayloadBytes];
    private readonly RecordFields fields = new();
    private readonly RecordScanner scanner;
    private readonly RecordMapper mapper;
    private readonly ByteWriter output = new(PayloadBytes);
    private readonly Connector connector;

    internal Stages(SampleBatch batch, DatasetCatalog datasets)
    {
        this.batch = batch;
        scanner = new RecordScanner(new FieldNames());
        var settings = new SettingsReader(new Dictionary<string, string>
        {
            ["SPLUNK_HEC_URL"] = "https://splunk.example.com",
            ["SPLUNK_HEC_TOKEN"] = "token",
        });
        CommonOptions options = CommonOptions.Read(settings, datasets);
        IDestination destination =
            SplunkDestination.Module.Create(settings, new DestinationContext(datasets, false, Guid.Empty));
        var origin = new PayloadOrigin(batch.Dataset, "s3://bench");
        mapper = new RecordMapper(
            batch.Dataset, RuleSet.None, names => destination.CreateEnvelope(origin, names));
        var outside = new Surroundings(TimeProvider.System, () => 0, NullLoggerFactory.Instance);
        var transport = new HttpMessageInvoker(new NullTransport("""{"text":"Success","code":0}"""));
        var store = new MemoryObjectStore(batch.Stored, batch.Dataset.Name + "/bench.log.gz");
        connector = new Connector(new ConnectorParts
        {
            Datasets = datasets,
            Objects = store,
            DeadLetters = store,
            Destination = destination,
            Client = new DeliveryClient(destination, transport, options.Delivery with { Processors = 1 }, outside),
            Options = options,
            Outside = outside,
        });
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

    /// <summary>Compresses the records as they are, in pieces of a payload's size.</summary>
    internal void Deflate()
    {
        for (int start = 0; start < batch.Inflated.Length; start += PayloadBytes)
        {
            using var gzip = new GZipStream(new MemoryStream(packed), CompressionLevel.Fastest);
            gzip.Write(batch.Inflated, start, Math.Min(PayloadBytes, batch.Inflated.Length - start));
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

    /// <summary>Scans every record and writes it in its envelope.</summary>
    internal void Map()
    {
        ReadOnlySpan<byte> rest = batch.Inflated;
        while (!rest.IsEmpty)
        {
            int length = rest.IndexOf((byte)'\n');
            output.Clear();
            Mapping mapping = mapper.Map(new RawRecord { Bytes = rest[..length] }, Id, output);
            Require(mapping.Outcome == MappingOutcome.Mapped);
            rest = rest[(length + 1)..];
        }
    }

    /// <summary>The whole path: open, inflate, map, compress, deliver to nowhere, settle the ledger.</summary>
    internal void Deliver()
    {
        Ledger ledger = connector.DeliverAsync(new BatchReference("bench"), progress: null, CancellationToken.None)
            .GetAwaiter().GetResult();
        Require(ledger.Outcome == BatchOutcome.Delivered && ledger.Delivered == batch.Records);
    }

    private static void Require(bool isTrue)
    {
        if (!isTrue)
        {
            throw new InvalidOperationException("A stage did not do its work: its time would mean nothing.");
        }
    }
}
