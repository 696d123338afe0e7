using System.Net;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>What Google Cloud Storage says when it does not do something, for a person.</summary>
/// <remarks>Source: https://cloud.google.com/storage/docs/json_api/v1/status-codes.</remarks>
internal static class GoogleFaults
{
    /// <param name="status">What it answered.</param>
    /// <param name="permission">The permission that was needed.</param>
    internal static StoreException Explain(HttpStatusCode status, string permission) => new(
        status switch
        {
            HttpStatusCode.NotFound => new Problem(
                ReasonCodes.ObjectMissing,
                "there is no such object, or no such bucket: "
                + "if it was deleted before it was read, lengthen the bucket's lifecycle"),
            HttpStatusCode.Unauthorized => new Problem(
                ReasonCodes.StoreCredentialsRefused,
                "the credentials are refused: give the service an account that exists"),
            HttpStatusCode.Forbidden => new Problem(
                ReasonCodes.AccessDenied,
                $"access is denied: grant {permission} on the bucket to the service's account, "
                + "and the use of its key if the bucket has one of its own"),
            HttpStatusCode.PreconditionFailed or HttpStatusCode.RequestedRangeNotSatisfiable =>
                StoreException.Replaced.Problem,
            _ => new Problem(
                ReasonCodes.StoreUnavailable, $"Google Cloud Storage answers with status {(int)status}"),
        },
        CloudHttp.MayPass(status));
}
