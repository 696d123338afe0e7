namespace Connectors.Hosting;

/// <summary>
/// An object in a cloud's store, or all objects whose keys begin alike: <c>s3://bucket/key</c>. Nothing is escaped in
/// it: a key is written as it is.
/// </summary>
/// <param name="Scheme">Which kind of store.</param>
/// <param name="Account">Whose store, where the URI tells: <c>az://account/container/blob</c>; else empty.</param>
/// <param name="Bucket">The bucket or container.</param>
/// <param name="Key">The object's name, or how it begins.</param>
internal sealed record ObjectUri(string Scheme, string Account, string Bucket, string Key)
{
    internal const string S3 = "s3";
    internal const string R2 = "r2";
    internal const string Azure = "az";
    internal const string Google = "gs";

    private const string Mark = "://";

    /// <summary>The forms that there are, for messages.</summary>
    internal static string Forms => "s3://bucket/key, r2://account/bucket/key, az://account/container/blob "
        + "or gs://bucket/object";

    /// <summary>The part of an <see cref="Records.ObjectIdentity"/>.</summary>
    internal string Place => Account.Length > 0 ? $"{Account}/{Bucket}" : Bucket;

    /// <summary>Whether a text is a URI and no path.</summary>
    internal static bool IsCloud(string text) => text.Contains(Mark, StringComparison.Ordinal)
        && !text.StartsWith("file:", StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads a URI; null when it has none of the forms.</summary>
    internal static ObjectUri? Parse(string text)
    {
        int mark = text.IndexOf(Mark, StringComparison.Ordinal);
        string scheme = mark < 0 ? "" : text[..mark].ToLowerInvariant();
        if (scheme is not (S3 or R2 or Azure or Google))
        {
            return null;
        }

        string rest = text[(mark + Mark.Length)..];
        string account = scheme is R2 or Azure ? Cut(ref rest) : "";
        string bucket = Cut(ref rest);
        bool isWhole = bucket.Length > 0 && (account.Length > 0 || scheme is S3 or Google);
        return isWhole ? new ObjectUri(scheme, account, bucket, rest) : null;
    }

    public override string ToString() => $"{Scheme}{Mark}{Place}/{Key}";

    // Takes what stands before the first slash.
    private static string Cut(ref string text)
    {
        int slash = text.IndexOf('/');
        string part = slash < 0 ? text : text[..slash];
        text = slash < 0 ? "" : text[(slash + 1)..];
        return part;
    }
}
