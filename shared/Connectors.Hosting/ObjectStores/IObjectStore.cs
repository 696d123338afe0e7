using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Where objects are read from, and where receipts are written.</summary>
public interface IObjectStore
{
    /// <summary>Opens an object for reading from its first byte on.</summary>
    Task<ObjectOpening> OpenAsync(BatchReference reference, CancellationToken cancel);

    /// <summary>
    /// All objects whose URIs begin so, in the order of their names. Only commands ask for it: a store made for one
    /// object need not know.
    /// </summary>
    /// <exception cref="IOException">They cannot be listed; the message says why.</exception>
    IAsyncEnumerable<BatchReference> ListAsync(string prefix, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <summary>Writes a small object. One of that name that is there already is left as it is.</summary>
    /// <returns>What went wrong, for a person; null when there is one of that name.</returns>
    Task<string?> CreateAsync(string uri, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        throw new NotSupportedException();

    /// <summary>Removes an object or a file; as with <see cref="ListAsync"/>, only commands ask for it.</summary>
    /// <returns>What went wrong, for a person; null when it is gone.</returns>
    Task<string?> DeleteAsync(string uri, CancellationToken cancel) => throw new NotSupportedException();
}

/// <summary>What came of opening an object.</summary>
public abstract record ObjectOpening
{
    /// <summary>It is open.</summary>
    /// <param name="Identity">What tells it from every other object.</param>
    /// <param name="Content">Its bytes as they are stored. Whoever opened it closes it.</param>
    /// <param name="Bytes">How many bytes are stored.</param>
    public sealed record Opened(ObjectIdentity Identity, Stream Content, long Bytes) : ObjectOpening
    {
        /// <summary>Its etag without quotes; empty where its store keeps none.</summary>
        public string Etag { get; init; } = "";

        /// <summary>Its version or generation; null where its store keeps none.</summary>
        public string? Version { get; init; }

        /// <summary>What a person should know of it although it can be read; most often empty.</summary>
        public string Note { get; init; } = "";

        /// <summary>When it was written; null when the store does not tell.</summary>
        public DateTimeOffset? Created { get; init; }
    }

    /// <summary>It cannot be read.</summary>
    /// <param name="Reason">Why, and what to do, for a person.</param>
    public sealed record Unreadable(string Reason) : ObjectOpening
    {
        /// <summary>What kind of reason it is.</summary>
        public ReasonCode Code { get; init; } = ReasonCodes.ObjectUnreadable;
    }
}
