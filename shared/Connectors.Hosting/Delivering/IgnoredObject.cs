namespace Connectors.Hosting;

/// <summary>
/// Tells the objects that Logpush writes beside its batches, those that hold nothing, and dead letters: where these are
/// kept beside batches, they would be delivered as they are, unredacted, and make new ones without end.
/// </summary>
/// <remarks>
/// Sources: https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/aws-s3/ (ownership
/// challenge), https://developers.cloudflare.com/logs/logpush/logpush-job/enable-destinations/http/ (test upload).
/// </remarks>
internal static class IgnoredObject
{
    /// <summary>Why an object is ignored; null when it is a batch.</summary>
    /// <param name="key">The object's key.</param>
    /// <param name="head">Its first inflated bytes.</param>
    /// <param name="isWhole">Whether the head is all that it holds.</param>
    internal static string? Reason(string key, ReadOnlySpan<byte> head, bool isWhole)
    {
        string name = key[(key.LastIndexOf('/') + 1)..];
        if (name.StartsWith("ownership-challenge", StringComparison.Ordinal)
            && name.EndsWith(".txt", StringComparison.Ordinal))
        {
            return "an ownership challenge, which holds no records";
        }

        if (DeadLetterWriter.IsLetter(head))
        {
            return "dead letters, which only replay sends";
        }

        if (!isWhole)
        {
            return null;
        }

        ReadOnlySpan<byte> text = head.Trim(" \t\r\n"u8);
        return text.IsEmpty ? "empty"
            : text.SequenceEqual("{\"content\":\"tests\"}"u8) ? "a test upload, which holds no records"
            : null;
    }
}
