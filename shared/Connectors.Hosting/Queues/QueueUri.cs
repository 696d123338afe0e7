namespace Connectors.Hosting;

/// <summary>Where a queue is.</summary>
/// <param name="Kind">Which kind of queue.</param>
/// <param name="Account">Account, project, or for SQS the address of the service.</param>
/// <param name="Name">The queue's name or id; for SQS its URL.</param>
public sealed record QueueUri(QueueKind Kind, string Account, string Name)
{
    /// <summary>The forms that there are, for messages and settings.</summary>
    public const string Forms = "an SQS queue's URL (https://... or sqs://...), azq://account/queue, "
        + "cfq://account/queue-id, pubsub://project/topic or file:///folder";

    /// <summary>Reads a URI; null when it has none of the forms.</summary>
    public static QueueUri? Parse(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? uri))
        {
            return null;
        }

        string path = uri.AbsolutePath.Trim('/');
        string authority = uri.GetLeftPart(UriPartial.Authority);
        string[] parts = text[(text.IndexOf("://", StringComparison.Ordinal) + 3)..].TrimEnd('/').Split('/');
        return (uri.Scheme, parts.Length) switch
        {
            ("https", 3) => new QueueUri(QueueKind.Sqs, authority, text),
            ("http", 3) when uri.IsLoopback => new QueueUri(QueueKind.Sqs, authority, text),
            ("sqs", 3) => new QueueUri(QueueKind.Sqs, $"https://{uri.Authority}", $"https://{uri.Authority}/{path}"),
            ("file", _) => new QueueUri(QueueKind.Folder, "", uri.LocalPath),
            ("azq", 2) => new QueueUri(QueueKind.Azure, parts[0], parts[1]),
            ("cfq", 2) => new QueueUri(QueueKind.Cloudflare, parts[0], parts[1]),
            ("pubsub", 2) => new QueueUri(QueueKind.PubSub, parts[0], parts[1]),
            _ => null,
        };
    }
}

/// <summary>The kinds of queues.</summary>
public enum QueueKind
{
    Sqs,
    Azure,
    Cloudflare,
    PubSub,

    /// <summary>Files in a folder, for trials and tests.</summary>
    Folder,
}
