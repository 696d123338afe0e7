using System.Net;
using Azure;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>What Azure storage says when it does not do something, for a person.</summary>
/// <remarks>
/// Source: https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes.
/// </remarks>
internal static class AzureFaults
{
    /// <summary>Whether an exception tells of the store, and not of us or of a cancellation.</summary>
    internal static bool IsFault(Exception fault, CancellationToken cancel) => !cancel.IsCancellationRequested
        && fault is RequestFailedException or AggregateException
            or HttpRequestException or IOException or OperationCanceledException;

    /// <param name="fault">What was thrown.</param>
    /// <param name="role">The role that was needed.</param>
    internal static StoreException Explain(Exception fault, string role) => fault switch
    {
        RequestFailedException { Status: > 0 } answer => new StoreException(
            Reason(answer.ErrorCode ?? "", answer.Status, role), CloudHttp.MayPass((HttpStatusCode)answer.Status)),
        _ => new StoreException($"Azure storage does not answer: {FirstLine(fault)}", isPassing: true),
    };

    internal static Problem Reason(string code, int status, string role) => code switch
    {
        "BlobNotFound" => new(
            ReasonCodes.ObjectMissing,
            "there is no such blob: if it was deleted before it was read, lengthen its lifecycle rule"),
        "ContainerNotFound" => new(ReasonCodes.ObjectMissing, "there is no such container"),
        "BlobArchived" or "BlobBeingRehydrated" => new(
            ReasonCodes.ObjectArchived, "the blob is in the archive tier: rehydrate it, then deliver it again"),
        "AuthorizationPermissionMismatch" or "AuthorizationFailure" or "InsufficientAccountPermissions" => new(
            ReasonCodes.AccessDenied,
            $"access is denied: give the identity the role {role} on the container; or the firewall keeps it out"),
        "AuthenticationFailed" or "InvalidAuthenticationInfo" or "NoAuthenticationInformation" => new(
            ReasonCodes.StoreCredentialsRefused,
            "the credentials are refused: check the identity, or the connection string"),
        "KeyBasedAuthenticationNotPermitted" => new(
            ReasonCodes.StoreCredentialsRefused,
            "the account takes no keys: unset CONNECTOR_AZURE_STORAGE_CONNECTION and use a managed identity"),
        "KeyVaultEncryptionKeyNotFound" or "KeyVaultVaultNotFound" or "KeyVaultAccessTokenCannotBeAcquired" => new(
            ReasonCodes.KeyDenied,
            "the key that the account is encrypted with cannot be used: check the key and its vault"),
        "ConditionNotMet" or "InvalidRange" => StoreException.Replaced.Problem,
        _ => status switch
        {
            (int)HttpStatusCode.NotFound => new(ReasonCodes.ObjectMissing, "there is no such blob"),
            (int)HttpStatusCode.Forbidden => new(
                ReasonCodes.AccessDenied, $"access is denied: give the identity the role {role}"),
            _ => new(ReasonCodes.StoreUnavailable, $"Azure storage answers with status {status} {code}"),
        },
    };

    private static string FirstLine(Exception fault) => fault.GetBaseException().Message.Split('\n')[0].TrimEnd('\r');
}
