using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connectors.Benchmarks;

/// <summary>What a batch goes through on one way: the record path alone, and the whole path.</summary>
internal sealed class WayStages
{
    private const int UsualRecordBytes = 16 * 1024;
    private static readonly byte[] Id = "v1-0123456789abcdef0123456789abcdef-123456"u8.ToArray();

    private readonly SampleBatch batch;
    private readonly Stages stages;
    private readonly ByteWriter bodies;
    private readonly int payloadBytes;
    private readonly BodyCoder coder;
    private readonly RecordMapper mapper;
    private readonly ByteWriter output = new(UsualRecordBytes);
    private readonly Connector connector;

    /// <param name="way">The way.</param>
    /// <param name="batch">What goes through it.</param>
    /// <param name="datasets">All datasets.</param>
    /// <param name="stages">What compresses alone.</param>
    /// <param name="bodies">Room for all that is sent of the batch; the ways take turns with it.</param>
    internal WayStages(Way way, SampleBatch batch, DatasetCatalog datasets, Stages stages, ByteWriter bodies)
    {
        this.batch = batch;
        this.stages = stages;
        this.bodies = bodies;
        var settings = new SettingsReader(way.Settings.ToDictionary(setting => setting.Name, setting => setting.Text));
        CommonOptions options = CommonOptions.Read(settings, datasets);
        IDestination destination = way.Module.Create(
            settings, new DestinationContext(datasets, false, Guid.Empty) { Schema = options.Schema });
        var outside = new Surroundings(TimeProvider.System, () => 0, NullLoggerFactory.Instance);
        var store = new MemoryObjectStore(batch.Stored, batch.Dataset.Name + "/bench.log.gz");
        var parts = new ConnectorParts
        {
            Datasets = datasets,
            Objects = store,
            DeadLetters = store,
            Destination = destination,
            Client = new DeliveryClient(
                destination,
                new HttpMessageInvoker(way.CreateTransport()),
                options.Delivery with { Processors = 1 },
                outside),
            Options = options,
            Outside = outside,
        };
        connector = new Connector(parts);
        payloadBytes = destination.Limits.FillBytes;
        coder = destination.Coding.CreateCoder();
        mapper = BatchDelivery.CreateMapper(parts, new BatchOrigin("s3://bench", "etag", batch.Dataset, "v1-"));
    }

    /// <summary>Bytes that the last <see cref="Map"/> has written.</summary>
    internal long MappedBytes { get; private set; }

    /// <summary>Scans every record and writes it in its envelope.</summary>
    internal void Map()
    {
        MappedBytes = 0;
        ReadOnlySpan<byte> rest = batch.Inflated;
        while (!rest.IsEmpty)
        {
            int length = rest.IndexOf((byte)'\n');
            output.Clear();
            Mapping mapping = mapper.Map(new RawRecord { Bytes = rest[..length] }, Id, output);
            Stages.Require(mapping.Outcome == MappingOutcome.Mapped);
            MappedBytes += output.Length;
            rest = rest[(length + 1)..];
        }
    }

    /// <summary>Writes all that is sent, for <see cref="Deflate"/>.</summary>
    internal void Collect()
    {
        bodies.Clear();
        ReadOnlySpan<byte> rest = batch.Inflated;
        while (!rest.IsEmpty)
        {
            int length = rest.IndexOf((byte)'\n');
            mapper.Map(new RawRecord { Bytes = rest[..length] }, Id, bodies);
            bodies.Write((byte)'\n');
            rest = rest[(length + 1)..];
        }
    }

    /// <summary>Compresses what this way sends.</summary>
    internal void Deflate() => stages.Deflate(bodies.Written, payloadBytes, coder);

    /// <summary>The whole path: open, inflate, map, compress, deliver to nowhere, settle the ledger.</summary>
    internal void Deliver()
    {
        Ledger ledger = connector.DeliverAsync(new BatchReference("bench"), progress: null, CancellationToken.None)
            .GetAwaiter().GetResult();
        Stages.Require(ledger.Outcome == BatchOutcome.Delivered && ledger.Delivered == batch.Records);
    }
}
