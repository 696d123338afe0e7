using System.Text;
using Connectors.EndToEnd.Emulators;

namespace Connectors.EndToEnd.Operations;

/// <summary>Google Cloud: which permission a request needs.</summary>
/// <remarks>
/// Sources: https://cloud.google.com/storage/docs/access-control/iam-json,
/// https://cloud.google.com/pubsub/docs/access-control, https://cloud.google.com/secret-manager/docs/access-control.
/// </remarks>
internal sealed class GoogleCalls(GoogleEmulator emulator)
{
    internal static string[] Hosts =>
        ["storage.googleapis.com", "pubsub.googleapis.com", "secretmanager.googleapis.com"];

    internal CloudCall Read(CloudRequest request)
    {
        string[] path = request.Head.Path.Value!.Split('/', ':');
        return request.Host.Split('.')[0] switch
        {
            "storage" => new CloudCall(
                OfStorage(request), $"http://127.0.0.1:{emulator.Port}{request.Target}"),
            "pubsub" when path[^1] == "publish" => new CloudCall(
                $"pubsub.topics.publish {path[^2]}", null, """{"messageIds":["1"]}"""),
            "secretmanager" when path[^1] == "access" => new CloudCall(
                $"secretmanager.versions.access {path[^4]}", null,
                $$$"""{"payload":{"data":"{{{Encode(IntakeProcess.Token)}}}"}}"""),
            _ => new CloudCall(request.Unknown, null, "{}"),
        };
    }

    // /storage/v1/b/<bucket>/o/<object>, /upload/storage/v1/b/<bucket>/o?name=<object>
    private static string OfStorage(CloudRequest request)
    {
        string[] path = request.Target.Split('?')[0].Split('/');
        string name = path is [_, "storage", .., "o", _] ? Uri.UnescapeDataString(path[^1])
            : request.Head.Query["name"].ToString() + request.Head.Query["prefix"];
        string operation = (request.Method, path) switch
        {
            ("GET", [_, "storage", .., "o", _]) => "storage.objects.get",
            ("GET", [_, "storage", .., "o"]) => "storage.objects.list",
            ("POST", [_, "upload", .., "o"]) => "storage.objects.create",
            ("DELETE", [_, "storage", .., "o", _]) => "storage.objects.delete",
            _ => request.Unknown,
        };
        return $"{operation} {name.Split('/')[0]}/";
    }

    private static string Encode(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
