using System.Net;
using Amazon.Runtime;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>What S3 says when it does not do something, for a person.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html.</remarks>
internal static class S3Faults
{
    private const string Credentials = "the credentials are refused: give the connector a role, or keys that are valid";
    private const string Region = "the bucket is in another region: set CONNECTOR_S3_REGION to that of the bucket";
    private const string Key = "the key that the object is encrypted with may not be used: allow kms:Decrypt (to "
        + "write: kms:GenerateDataKey) on it to the connector's role, and see that it is enabled";

    /// <summary>Whether an exception tells of the store, and not of us or of a cancellation.</summary>
    internal static bool IsFault(Exception fault, CancellationToken cancel) => !cancel.IsCancellationRequested
        && fault is AmazonServiceException or AmazonClientException or HttpRequestException or IOException
            or OperationCanceledException;

    /// <param name="fault">What was thrown.</param>
    /// <param name="permission">The permission that was needed.</param>
    internal static StoreException Explain(Exception fault, string permission) => fault switch
    {
        AmazonServiceException { StatusCode: not 0 } answer => new StoreException(
            Reason(answer.ErrorCode ?? "", answer.Message, (int)answer.StatusCode, permission),
            CloudHttp.MayPass(answer.StatusCode)),
        AmazonClientException when fault.Message.Contains("RegionEndpoint", StringComparison.Ordinal) =>
            new StoreException(
                new Problem(
                    ReasonCodes.RegionWrong, "the region is not known: set CONNECTOR_S3_REGION or AWS_REGION"),
                isPassing: false),
        AmazonServiceException or AmazonClientException =>
            new StoreException(
                new Problem(ReasonCodes.StoreCredentialsRefused, $"S3 cannot be asked: {fault.Message}"),
                isPassing: false),
        _ => new StoreException($"S3 does not answer: {fault.Message}", isPassing: true),
    };

    internal static Problem Reason(string code, string message, int status, string permission) => code switch
    {
        "NoSuchKey" => new(
            ReasonCodes.ObjectMissing,
            "there is no such object: if it was deleted before it was read, lengthen the bucket's lifecycle"),
        "NoSuchVersion" => new(
            ReasonCodes.ObjectMissing,
            "there is no such version of the object: it was deleted before it was read"),
        "NoSuchBucket" => new(ReasonCodes.ObjectMissing, "there is no such bucket"),
        "InvalidObjectState" => new(
            ReasonCodes.ObjectArchived,
            "the object is in an archived storage class: restore it, then deliver it again"),
        "PermanentRedirect" or "AuthorizationHeaderMalformed" or "IllegalLocationConstraintException" =>
            new(ReasonCodes.RegionWrong, Region),
        "InvalidAccessKeyId" or "SignatureDoesNotMatch" or "ExpiredToken" or "InvalidToken"
            or "TokenRefreshRequired" => new(ReasonCodes.StoreCredentialsRefused, Credentials),
        "RequestTimeTooSkewed" => new(ReasonCodes.StoreCredentialsRefused, "the clock of this machine is wrong"),
        "PreconditionFailed" or "InvalidRange" => StoreException.Replaced.Problem,
        _ when code.StartsWith("KMS.", StringComparison.Ordinal)
            || message.Contains("kms:", StringComparison.OrdinalIgnoreCase) => new(ReasonCodes.KeyDenied, Key),
        _ => ReasonOf((HttpStatusCode)status, permission)
            ?? new(ReasonCodes.StoreUnavailable, $"S3 answers with status {status} {code}"),
    };

    // A store that speaks like S3 may leave the code away, and the answer to HEAD has none.
    private static Problem? ReasonOf(HttpStatusCode status, string permission) => status switch
    {
        HttpStatusCode.Forbidden => new(
            ReasonCodes.AccessDenied,
            $"access is denied: allow {permission} on the bucket to the connector's role "
            + "(an object that is not there looks the same without s3:ListBucket)"),
        HttpStatusCode.NotFound => new(ReasonCodes.ObjectMissing, "there is no such object"),
        HttpStatusCode.MovedPermanently => new(ReasonCodes.RegionWrong, Region),
        HttpStatusCode.MethodNotAllowed => new(
            ReasonCodes.ObjectMissing, "the object was deleted before it was read"),
        HttpStatusCode.PreconditionFailed => StoreException.Replaced.Problem,
        _ => null,
    };
}
