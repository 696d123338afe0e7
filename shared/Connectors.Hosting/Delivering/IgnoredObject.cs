namespace Connectors.Hosting;

/// <summary>
/// Tells the objects that Logpush writes beside its batches, those that hold nothing, and our own: dead letters that
/// are kept beside batches would be delivered as they are, unredacted, and make new ones without end, and so would
/// receipts.
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

        if (OwnReason(head) is { } own)
        {
            return own;
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

    /// <summary>Whether a connector wrote the object, by its first inflated bytes: it then gets no receipt.</summary>
    internal static bool IsOurs(ReadOnlySpan<byte> head) => OwnReason(head) is not null;

    private static string? OwnReason(ReadOnlySpan<byte> head) =>
        DeadLetterWriter.IsLetter(head) ? "dead letters, which only replay sends"
        : RunReceipt.IsReceipt(head) ? "a receipt of a connector"
        : null;
}
