using Connectors.EndToEnd.Emulators;

namespace Connectors.EndToEnd.Operations;

/// <summary>Azure: which action a request needs, without <c>Microsoft.Storage/storageAccounts/</c> before it.</summary>
/// <remarks>
/// Sources: https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory,
/// https://learn.microsoft.com/azure/key-vault/general/rbac-guide.
/// </remarks>
internal sealed class AzureCalls(AzureEmulator emulator)
{
    internal const string Logs = "edgelogs";
    internal const string Host = "edgehost";

    internal static string[] Hosts =>
        [$"{Logs}.blob.core.windows.net", $"{Host}.queue.core.windows.net", "edge.vault.azure.net"];

    internal CloudCall Read(CloudRequest request)
    {
        string place = request.Head.Path.Value!.Split('/')[1];
        return request.Host.Split('.') switch
        {
            [Logs, "blob", ..] => new CloudCall(
                $"blobServices/containers/blobs/{OfBlob(request)} {place}", emulator.Signed(0, request.Target)),
            [Host, "queue", ..] => new CloudCall(
                $"queueServices/queues/messages/{OfQueue(request)} {place}", emulator.Signed(1, request.Target)),
            ["edge", "vault", ..] => new CloudCall(
                $"vaults/secrets/getSecret/action {request.Head.Path.Value.Split('/')[2]}", null,
                $$"""{"value":"{{IntakeProcess.Token}}"}"""),
            _ => new CloudCall(request.Unknown, null, "{}"),
        };
    }

    // A listing asks for the same as reading.
    private static string OfBlob(CloudRequest request) => request.Method switch
    {
        "GET" or "HEAD" => "read",
        "PUT" => "write",
        "DELETE" => "delete",
        _ => request.Unknown,
    };

    // Adding is allowed by write too, which the roles have.
    private static string OfQueue(CloudRequest request) => request.Method switch
    {
        "GET" when request.Asks("peekonly") => "read",
        "GET" or "DELETE" => "process/action",
        "POST" or "PUT" => "write",
        _ => request.Unknown,
    };
}
