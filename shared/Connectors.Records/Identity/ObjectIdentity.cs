using System.Security.Cryptography;
using System.Text;

namespace Connectors.Records;

/// <summary>
/// What tells one object from every other, whenever and however often it is delivered. No clock, no notification.
/// </summary>
/// <param name="Store">Kind of store, as in the object's URI: <c>file</c>, <c>s3</c>, <c>az</c>, <c>gs</c>,
/// <c>r2</c>.</param>
/// <param name="Bucket">Bucket or container; empty for files.</param>
/// <param name="Key">The object's name in the bucket, or the file's full path.</param>
/// <param name="Version">Version, generation or etag; for files the content's SHA-256.</param>
public sealed record ObjectIdentity(string Store, string Bucket, string Key, string Version)
{
    /// <summary>The object's URI, for people and dead letters.</summary>
    public string Uri => Store + "://" + (Bucket.Length > 0 ? Bucket + "/" : "") + Key;

    /// <summary>SHA-256 of the four parts, its first 16 bytes as 32 hexadecimal digits.</summary>
    public string Fingerprint()
    {
        const int bytes = 16;
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', Store, Bucket, Key, Version)));
        return Convert.ToHexStringLower(hash.AsSpan(0, bytes));
    }
}
