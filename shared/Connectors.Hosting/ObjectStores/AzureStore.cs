using System.Runtime.CompilerServices;
using Azure;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;

namespace Connectors.Hosting;

/// <summary>The blobs of one Azure storage account. For several threads.</summary>
/// <param name="blobs">The client of the account.</param>
internal sealed class AzureStore(BlobServiceClient blobs) : ICloudStore
{
    private const string Reader = "Storage Blob Data Reader";
    private const string Contributor = "Storage Blob Data Contributor";

    public async Task<StoredPart> OpenAsync(ObjectUri target, PartRequest part, CancellationToken cancel)
    {
        var options = new BlobDownloadOptions
        {
            Range = new HttpRange(part.Offset),
            Conditions = new BlobRequestConditions
            {
                IfMatch = part.Etag is { Length: > 0 } etag ? new ETag(etag) : null,
            },
        };
        BlobClient blob = part.Version is null ? Blob(target) : Blob(target).WithVersion(part.Version);
        Response<BlobDownloadStreamingResult> found =
            await AskAsync(() => blob.DownloadStreamingAsync(options, cancel), Reader, cancel);
        BlobDownloadDetails details = found.Value.Details;
        return new StoredPart(
            found.Value.Content, details.ETag.ToString("H"), details.VersionId, part.Offset + details.ContentLength)
        {
            Created = details.LastModified,
        };
    }

    public async IAsyncEnumerable<BatchReference> ListAsync(
        ObjectUri prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        IAsyncEnumerator<BlobItem> items = blobs.GetBlobContainerClient(prefix.Bucket)
            .GetBlobsAsync(new GetBlobsOptions { Prefix = prefix.Key }, cancel).GetAsyncEnumerator(cancel);
        await using (items)
        {
            while (await AskAsync(() => items.MoveNextAsync().AsTask(), Reader, cancel))
            {
                yield return new BatchReference((prefix with { Key = items.Current.Name }).ToString())
                {
                    Bytes = items.Current.Properties.ContentLength,
                    Etag = items.Current.Properties.ETag?.ToString(),
                    Modified = items.Current.Properties.LastModified,
                };
            }
        }
    }

    public async Task<bool> CreateAsync(ObjectUri target, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var options = new BlobUploadOptions
        {
            Conditions = new BlobRequestConditions { IfNoneMatch = ETag.All },
            HttpHeaders = new BlobHttpHeaders { ContentType = "application/x-ndjson" },
        };
        try
        {
            await Blob(target).UploadAsync(BinaryData.FromBytes(content), options, cancel);
            return true;
        }
        catch (RequestFailedException taken) when (taken.ErrorCode == BlobErrorCode.BlobAlreadyExists)
        {
            return false;
        }
        catch (Exception fault) when (AzureFaults.IsFault(fault, cancel))
        {
            throw AzureFaults.Explain(fault, Contributor);
        }
    }

    public Task DeleteAsync(ObjectUri target, CancellationToken cancel) =>
        AskAsync(() => Blob(target).DeleteIfExistsAsync(cancellationToken: cancel), Contributor, cancel);

    private BlobClient Blob(ObjectUri target) =>
        blobs.GetBlobContainerClient(target.Bucket).GetBlobClient(target.Key);

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, string role, CancellationToken cancel)
    {
        try
        {
            return await ask();
        }
        catch (Exception fault) when (AzureFaults.IsFault(fault, cancel))
        {
            throw AzureFaults.Explain(fault, role);
        }
    }
}
