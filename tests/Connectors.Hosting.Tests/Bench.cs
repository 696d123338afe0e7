using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using Connectors.Delivery;
using Connectors.Records;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connectors.Hosting.Tests;

/// <summary>A connector on a bench: objects and dead letters in memory, a fake destination, quick retries.</summary>
internal sealed class Bench : IObjectStore, IDeadLetterStore
{
    private readonly Dictionary<string, byte[]> objects = [];

    internal Bench(FakeDestination? destination = null) => Destination = destination ?? new FakeDestination();

    internal FakeDestination Destination { get; }

    internal RuleSet Rules { get; init; } = RuleSet.None;

    internal int MaxRecordBytes { get; init; } = 1024;

    /// <summary>Where the rest of an object goes.</summary>
    internal IWorkQueue? Continuations { get; init; }

    /// <summary>Payloads in flight; one where requests move a fake clock: none then outlasts another's time.</summary>
    internal int Concurrency { get; init; } = 3;

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal HostOptions Host { get; init; } = HostOptions.Default;

    internal ILoggerFactory Logs { get; init; } = NullLoggerFactory.Instance;

    /// <summary>Where receipts go.</summary>
    internal ReceiptStore? Receipts { get; init; }

    internal bool DeliversChanged { get; init; } = true;

    /// <summary>What dead letters cannot be stored for; null when they can.</summary>
    internal string? DeadLetterProblem { get; init; }

    /// <summary>The dead letters that were stored: name to lines.</summary>
    internal Dictionary<string, string> Letters { get; } = [];

    internal Connector Connector => new(Parts);

    internal ConnectorParts Parts
    {
        get
        {
            var outside = new Surroundings(Time, () => 0, Logs);
            var delivery = new DeliveryOptions { Attempts = 2, Concurrency = Concurrency };
            return new ConnectorParts
            {
                Datasets = DatasetCatalog.Load(),
                Objects = this,
                DeadLetters = this,
                Destination = Destination,
                Client = new DeliveryClient(Destination, new HttpMessageInvoker(Destination), delivery, outside),
                Outside = outside,
                Continuations = Continuations,
                Receipts = Receipts,
                Options = new CommonOptions
                {
                    Routes = new Dictionary<string, string>(),
                    Rules = Rules,
                    DeadLetters = "s3://logs/dead/",
                    DeliversChanged = DeliversChanged,
                    Delivery = delivery,
                    MaxRecordBytes = MaxRecordBytes,
                    Authorities = [],
                    AllowsHttp = false,
                    LogLevel = default,
                    Host = Host,
                },
            };
        }
    }

    internal static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    internal static byte[] Gzip(string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
        {
            gzip.Write(Utf8(text));
        }

        return bytes.ToArray();
    }

    internal Task<Ledger> DeliverAsync(string text, string key = "batch.log.gz") => DeliverAsync(Gzip(text), key);

    internal Task<Ledger> DeliverAsync(byte[] content, string key = "batch.log.gz")
    {
        objects[key] = content;
        return Connector.DeliverAsync(new BatchReference(key), progress: null, CancellationToken.None);
    }

    /// <summary>Puts an object there for later.</summary>
    internal void Store(string key, byte[] content) => objects[key] = content;

    internal Task<Ledger> ReplayAsync(string lines, ReplayScope? scope = null)
    {
        objects["letters.ndjson"] = Utf8(lines);
        return Connector.ReplayAsync(
            new BatchReference("letters.ndjson"), scope ?? new ReplayScope(), progress: null, CancellationToken.None);
    }

    Task<ObjectOpening> IObjectStore.OpenAsync(BatchReference reference, CancellationToken cancel) =>
        Task.FromResult<ObjectOpening>(objects.TryGetValue(reference.Uri, out byte[]? content)
            ? new ObjectOpening.Opened(
                new ObjectIdentity(
                    "s3", "logs", reference.Uri, Convert.ToHexStringLower(SHA256.HashData(content))[..8]),
                new MemoryStream(content),
                content.Length)
            : new ObjectOpening.Unreadable("there is no such object") { Code = ReasonCodes.ObjectMissing });

    Task<string?> IDeadLetterStore.StoreAsync(string name, ReadOnlyMemory<byte> lines, CancellationToken cancel)
    {
        if (DeadLetterProblem is null)
        {
            Letters.Add(name, Encoding.UTF8.GetString(lines.Span));
        }

        return Task.FromResult(DeadLetterProblem);
    }
}
