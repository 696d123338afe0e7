using System.Net;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// The data of Azure's <c>Microsoft.Storage.BlobCreated</c>. A client that appends creates an empty blob first
/// (<c>CreateFile</c>) and tells again when it closes it: only the second one is a batch.
/// </summary>
/// <remarks>Source: https://learn.microsoft.com/azure/event-grid/event-schema-blob-storage</remarks>
internal static class BlobNotification
{
    internal static Notification ReadCreated(JsonElement data)
    {
        string api = data.TextAt("api") ?? "";
        if (api is "CreateFile" or "SftpCreate")
        {
            return new Notification.Nothing($"{api} makes an empty blob; another event comes when it is written");
        }

        if (!Uri.TryCreate(data.TextAt("url"), UriKind.Absolute, out Uri? url) || Place(url) is not { } place)
        {
            return new Notification.Unknown("an event of Blob Storage without a blob's URL");
        }

        // What comes in pieces tells its size only at the end, if at all.
        long? bytes = data.NumberAt("contentLength");
        return Notification.One(new BatchReference("az://" + place)
        {
            Etag = data.EtagAt("eTag"),
            Bytes = bytes > 0 ? bytes : null,
        });
    }

    // https://<account>.blob.core.windows.net/<container>/<blob>, or .dfs. for hierarchical accounts; the account is
    // the first part of the path where the host is an address (the emulator).
    private static string? Place(Uri url)
    {
        const int mostParts = 2;
        string path = Uri.UnescapeDataString(url.AbsolutePath).TrimStart('/');
        bool isEmulator = url.IsLoopback || IPAddress.TryParse(url.Host, out _);
        string place = isEmulator ? path : $"{url.Host.Split('.')[0]}/{path}";
        string[] parts = place.Split('/', mostParts + 1);
        return parts.Length == mostParts + 1 && parts.All(part => part.Length > 0) ? place : null;
    }
}
