namespace Connectors.Hosting;

/// <summary>Says which object to deliver: what a notification, or a person, hands to the connector.</summary>
/// <param name="Uri">A path, <c>-</c> for standard input, or an object's URI: <c>s3://bucket/key</c>.</param>
public sealed record BatchReference(string Uri)
{
    /// <summary>The reference of standard input.</summary>
    public const string StandardInput = "-";

    /// <summary>The object's etag as the notification told it, without quotes; null when it did not.</summary>
    public string? Etag { get; init; }

    /// <summary>The object's version or generation, where its store keeps them; null for the newest.</summary>
    public string? Version { get; init; }

    /// <summary>The object's size in bytes as it is stored; null when it is not known.</summary>
    public long? Bytes { get; init; }

    /// <summary>When it was written, as a listing told it; null where nobody did.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>How far earlier runs came with this object; null when it begins with its first line.</summary>
    public Continuation? Continuation { get; init; }
}
