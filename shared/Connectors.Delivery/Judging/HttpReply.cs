namespace Connectors.Delivery;

/// <summary>An answer to one attempt.</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Body">The first <see cref="MaxBodyBytes"/> bytes of the body; they live until they are judged.</param>
/// <param name="RetryAfter">How long the destination asks us to wait, from the header of that name, if it says.</param>
public sealed record HttpReply(int Status, ReadOnlyMemory<byte> Body, TimeSpan? RetryAfter)
{
    /// <summary>More than the longest answer of any destination: one item for each of thousands of records.</summary>
    public const int MaxBodyBytes = 8 * 1024 * 1024;
}

/// <summary>What was sent, as far as it matters for judging the answer.</summary>
/// <param name="Records">Number of records.</param>
/// <param name="BodyBytes">Bytes before compression.</param>
public readonly record struct SentBody(int Records, int BodyBytes);
