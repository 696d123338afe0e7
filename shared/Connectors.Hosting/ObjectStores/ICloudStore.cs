namespace Connectors.Hosting;

/// <summary>
/// What is needed of a cloud's object store. Every method throws <see cref="StoreException"/> with a reason for a
/// person when the store does not do it.
/// </summary>
internal interface ICloudStore
{
    /// <summary>Opens an object, or the rest of it.</summary>
    Task<StoredPart> OpenAsync(ObjectUri target, PartRequest part, CancellationToken cancel);

    /// <summary>All objects whose keys begin like this one's, in the order of the store.</summary>
    IAsyncEnumerable<BatchReference> ListAsync(ObjectUri prefix, CancellationToken cancel);

    /// <summary>Writes a new object; never replaces one.</summary>
    /// <returns>False when there is one of that name already.</returns>
    Task<bool> CreateAsync(ObjectUri target, ReadOnlyMemory<byte> content, CancellationToken cancel);

    /// <summary>Removes an object; one that is not there is removed.</summary>
    Task DeleteAsync(ObjectUri target, CancellationToken cancel);
}

/// <summary>Which part of which object is wanted.</summary>
/// <param name="Version">The version or generation; null for the newest.</param>
/// <param name="Etag">The etag that it must have, as the store wrote it; null for any.</param>
/// <param name="Offset">The first byte.</param>
internal readonly record struct PartRequest(string? Version, string? Etag, long Offset);

/// <summary>An open object.</summary>
/// <param name="Content">Its bytes from the offset on. Whoever opened it closes it.</param>
/// <param name="Etag">Its etag, as the store wrote it; empty when it tells none.</param>
/// <param name="Version">Its version or generation; null where the store keeps none.</param>
/// <param name="Length">Bytes of the whole object; null when the store does not tell.</param>
internal sealed record StoredPart(Stream Content, string Etag, string? Version, long? Length)
{
    /// <summary>When the object was written; null when the store does not tell.</summary>
    internal DateTimeOffset? Created { get; init; }
}
