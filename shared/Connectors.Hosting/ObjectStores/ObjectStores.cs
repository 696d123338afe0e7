using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>All stores, chosen by the form of the URI: paths and <c>file:</c> are files. For several threads.</summary>
/// <param name="files">Files, and standard input.</param>
/// <param name="findStore">The store of a URI; its client is made when it is asked for first.</param>
/// <param name="deliversChanged">Whether an object is delivered that is not the one that its notification told
/// of.</param>
/// <param name="outside">The clock, and chance.</param>
internal sealed class ObjectStores(
    IObjectStore files, Func<ObjectUri, ICloudStore> findStore, bool deliversChanged, Surroundings outside)
    : IObjectStore
{
    public Task<ObjectOpening> OpenAsync(BatchReference reference, CancellationToken cancel)
    {
        if (!ObjectUri.IsCloud(reference.Uri))
        {
            return files.OpenAsync(reference, cancel);
        }

        return ObjectUri.Parse(reference.Uri) is { Key.Length: > 0 } target
            ? OpenAsync(target, reference, cancel)
            : Task.FromResult<ObjectOpening>(new ObjectOpening.Unreadable($"the URI must be {ObjectUri.Forms}"));
    }

    public IAsyncEnumerable<BatchReference> ListAsync(string prefix, CancellationToken cancel)
    {
        if (!ObjectUri.IsCloud(prefix))
        {
            return files.ListAsync(prefix, cancel);
        }

        ObjectUri target = ObjectUri.Parse(prefix) ?? throw new IOException($"the URI must be {ObjectUri.Forms}");
        return findStore(target).ListAsync(target, cancel);
    }

    public Task<string?> CreateAsync(string uri, ReadOnlyMemory<byte> content, CancellationToken cancel) =>
        ObjectUri.Parse(uri) is { } target
            ? TryAsync(() => findStore(target).CreateAsync(target, content, cancel))
            : files.CreateAsync(uri, content, cancel);

    public Task<string?> DeleteAsync(string uri, CancellationToken cancel) => ObjectUri.Parse(uri) is { } target
        ? TryAsync(() => findStore(target).DeleteAsync(target, cancel))
        : files.DeleteAsync(uri, cancel);

    private static async Task<string?> TryAsync(Func<Task> change)
    {
        try
        {
            await change();
            return null;
        }
        catch (StoreException fault)
        {
            return fault.Message;
        }
    }

    private async Task<ObjectOpening> OpenAsync(ObjectUri target, BatchReference reference, CancellationToken cancel)
    {
        try
        {
            ICloudStore store = findStore(target);
            StoredPart part = await store.OpenAsync(target, new PartRequest(reference.Version, null, 0), cancel);
            bool isChanged = reference is { Version: null, Etag: { Length: > 0 } told }
                && Bare(told) != Bare(part.Etag);
            if (isChanged && !deliversChanged)
            {
                await part.Content.DisposeAsync();
                return new ObjectOpening.Unreadable(Changed(reference, part)
                    + ": CONNECTOR_CHANGED_OBJECT=deliver delivers what is there now")
                {
                    Code = ReasonCodes.ObjectChanged,
                };
            }

            var identity = new ObjectIdentity(
                target.Scheme, target.Place, target.Key, part.Version ?? Bare(part.Etag));
            var content = new ResumingStream(part.Content, part.Length, OpenAt, outside);
            return new ObjectOpening.Opened(identity, content, part.Length ?? reference.Bytes ?? 0)
            {
                Etag = Bare(part.Etag),
                Version = part.Version,
                Note = isChanged ? Changed(reference, part) : "",
                Created = part.Created,
            };

            async Task<Stream> OpenAt(long offset, CancellationToken stop) => (await store.OpenAsync(
                target, new PartRequest(part.Version, part.Etag, offset), stop)).Content;
        }
        catch (StoreException fault)
        {
            return new ObjectOpening.Unreadable(fault.Message) { Code = fault.Problem.Code };
        }
    }

    private static string Changed(BatchReference reference, StoredPart part) =>
        $"the object was replaced after its notification, which told the etag {Bare(reference.Etag!)}; "
        + $"it is {Bare(part.Etag)}";

    // An etag has quotes in headers, and none in notifications.
    private static string Bare(string etag) => etag.Trim('"');
}
