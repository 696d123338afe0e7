using System.Text;
using Connectors.EndToEnd.Emulators;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Operations;

/// <summary>AWS: which action a request needs.</summary>
/// <remarks>
/// Sources: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html,
/// https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsqs.html (actions are called as
/// operations are), https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssystemsmanager.html.
/// </remarks>
internal sealed class AwsCalls(S3Emulator emulator)
{
    internal const string Bucket = "logs";

    // The emulator has its queues there.
    internal const string Region = "us-east-1";

    internal static string[] Hosts =>
    [
        $"{Bucket}.s3.amazonaws.com", $"{Bucket}.s3.{Region}.amazonaws.com",
        $"sqs.{Region}.amazonaws.com", $"ssm.{Region}.amazonaws.com",
    ];

    internal CloudCall Read(CloudRequest request) => request.Host.Split('.') switch
    {
        [Bucket, "s3", ..] => ReadStorage(request),
        ["sqs", ..] => new CloudCall(
            $"sqs:{TargetOf(request)} {Json(request, "QueueUrl").Split('/')[^1]}",
            $"http://127.0.0.1:{emulator.Port}/"),
        ["ssm", ..] => new CloudCall(
            $"ssm:{TargetOf(request)} {Json(request, "Name")}", null, """{"Parameter":{"Value":"TOKEN"}}"""
                .Replace("TOKEN", IntakeProcess.Token, StringComparison.Ordinal)),
        _ => new CloudCall(request.Unknown, null, "{}"),
    };

    private CloudCall ReadStorage(CloudRequest request)
    {
        bool isObject = request.Head.Path != "/";
        string operation = (request.Method, isObject) switch
        {
            ("GET" or "HEAD", true) => "s3:GetObject",
            ("GET", false) when request.Asks("list-type") => "s3:ListBucket",
            ("PUT", true) => "s3:PutObject",
            ("DELETE", true) => "s3:DeleteObject",
            _ => request.Unknown,
        };
        string folder = isObject ? request.Head.Path.Value!.Split('/')[1] : "";
        return new CloudCall(
            $"{operation} {folder}/", $"http://127.0.0.1:{emulator.Port}/{Bucket}{request.Target}");
    }

    // X-Amz-Target: AmazonSQS.SendMessage
    private static string TargetOf(CloudRequest request) =>
        request.Head.Headers["X-Amz-Target"].ToString().Split('.')[^1];

    private static string Json(CloudRequest request, string member) =>
        (string)JObject.Parse(Encoding.UTF8.GetString(request.Body))[member]!;
}
