using Connectors.Hosting;
using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>Holds one object in memory, and keeps no dead letters.</summary>
internal sealed class MemoryObjectStore(byte[] content, string key) : IObjectStore, IDeadLetterStore
{
    public Task<ObjectOpening> OpenAsync(BatchReference reference, CancellationToken cancel) =>
        Task.FromResult<ObjectOpening>(new ObjectOpening.Opened(
            new ObjectIdentity("s3", "bench", key, "etag"), new MemoryStream(content), content.Length));

    public Task<string?> StoreAsync(string name, ReadOnlyMemory<byte> lines, CancellationToken cancel) =>
        Task.FromResult<string?>("a benchmark has no dead letters");
}
