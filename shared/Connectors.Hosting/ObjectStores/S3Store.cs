using System.Net;
using System.Runtime.CompilerServices;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace Connectors.Hosting;

/// <summary>Amazon S3, and every store that speaks like it. For several threads.</summary>
/// <param name="s3">The client.</param>
internal sealed class S3Store(IAmazonS3 s3) : ICloudStore
{
    // Some stores that only speak like S3 know no signed chunks, and some do not keep the condition of a new object.
    private readonly bool isCompatible = s3.Config.ServiceURL is not null;

    public async Task<StoredPart> OpenAsync(ObjectUri target, PartRequest part, CancellationToken cancel)
    {
        var request = new GetObjectRequest
        {
            BucketName = target.Bucket,
            Key = target.Key,
            VersionId = part.Version,
            EtagToMatch = part.Etag,
            ByteRange = part.Offset > 0 ? new ByteRange($"bytes={part.Offset}-") : null,
        };
        GetObjectResponse response =
            await AskAsync(() => s3.GetObjectAsync(request, cancel), "s3:GetObject", cancel);
        string? version = response.VersionId is "null" or "" ? null : response.VersionId;
        return new StoredPart(
            response.ResponseStream, response.ETag ?? "", version, part.Offset + response.ContentLength)
        {
            Created = response.LastModified?.ToUniversalTime(),
        };
    }

    public async IAsyncEnumerable<BatchReference> ListAsync(
        ObjectUri prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        var request = new ListObjectsV2Request { BucketName = prefix.Bucket, Prefix = prefix.Key };
        do
        {
            ListObjectsV2Response response =
                await AskAsync(() => s3.ListObjectsV2Async(request, cancel), "s3:ListBucket", cancel);
            foreach (S3Object found in response.S3Objects ?? [])
            {
                yield return new BatchReference((prefix with { Key = found.Key }).ToString())
                {
                    Bytes = found.Size,
                    Etag = found.ETag?.Trim('"'),
                    Modified = found.LastModified is { } time ? new DateTimeOffset(time.ToUniversalTime()) : null,
                };
            }

            request.ContinuationToken = response.IsTruncated == true ? response.NextContinuationToken : null;
        }
        while (request.ContinuationToken is not null);
    }

    public async Task<bool> CreateAsync(ObjectUri target, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        if (isCompatible && await ExistsAsync(target, cancel))
        {
            return false;
        }

        using var stream = new MemoryStream(content.ToArray());
        var request = new PutObjectRequest
        {
            BucketName = target.Bucket,
            Key = target.Key,
            InputStream = stream,
            ContentType = "application/x-ndjson",
            IfNoneMatch = "*",
            UseChunkEncoding = !isCompatible,
        };
        try
        {
            await s3.PutObjectAsync(request, cancel);
            return true;
        }
        catch (AmazonS3Exception taken) when (taken.ErrorCode == "PreconditionFailed")
        {
            return false;
        }
        catch (Exception fault) when (S3Faults.IsFault(fault, cancel))
        {
            throw S3Faults.Explain(fault, "s3:PutObject");
        }
    }

    public Task DeleteAsync(ObjectUri target, CancellationToken cancel) =>
        AskAsync(() => s3.DeleteObjectAsync(target.Bucket, target.Key, cancel), "s3:DeleteObject", cancel);

    private async Task<bool> ExistsAsync(ObjectUri target, CancellationToken cancel)
    {
        try
        {
            await s3.GetObjectMetadataAsync(target.Bucket, target.Key, cancel);
            return true;
        }
        catch (AmazonS3Exception fault) when (fault.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
        catch (Exception fault) when (S3Faults.IsFault(fault, cancel))
        {
            throw S3Faults.Explain(fault, "s3:GetObject");
        }
    }

    private static async Task<T> AskAsync<T>(Func<Task<T>> ask, string permission, CancellationToken cancel)
        where T : AmazonWebServiceResponse
    {
        try
        {
            return await ask();
        }
        catch (Exception fault) when (S3Faults.IsFault(fault, cancel))
        {
            throw S3Faults.Explain(fault, permission);
        }
    }
}
