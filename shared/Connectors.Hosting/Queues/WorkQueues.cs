namespace Connectors.Hosting;

/// <summary>Opens queues by their URIs.</summary>
internal static class WorkQueues
{
    /// <summary>The forms of a queue's URI, for messages.</summary>
    internal const string Forms = "file:///folder";

    internal static bool IsKnown(string uri) => Folder(uri) is not null;

    /// <summary>The queue behind a URI; null when there is no URI, or none that is known.</summary>
    internal static IWorkQueue? Open(string? uri, TimeProvider time) =>
        uri is not null && Folder(uri) is { } folder ? new FolderWorkQueue(folder, time) : null;

    private static string? Folder(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out Uri? parsed) && parsed.IsFile ? parsed.LocalPath : null;
}
