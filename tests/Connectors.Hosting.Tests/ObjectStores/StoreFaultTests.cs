using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Azure;

namespace Connectors.Hosting.Tests;

/// <summary>What a person is told when a store refuses: each says what to do.</summary>
public sealed class StoreFaultTests
{
    [Theory]
    [InlineData("NoSuchKey", "", 404, "there is no such object: if it was deleted")]
    [InlineData("", "", 404, "there is no such object")]
    [InlineData("AccessDenied", "Access Denied", 403, "access is denied: allow s3:GetObject on the bucket")]
    [InlineData("AccessDenied", "is not authorized to perform: kms:Decrypt", 403, "the key that the object is encry")]
    [InlineData("KMS.DisabledException", "is disabled", 400, "the key that the object is encrypted with may not be")]
    [InlineData("InvalidObjectState", "", 403, "the object is in an archived storage class: restore it")]
    [InlineData("PermanentRedirect", "", 301, "the bucket is in another region: set CONNECTOR_S3_REGION")]
    [InlineData("AuthorizationHeaderMalformed", "", 400, "the bucket is in another region")]
    [InlineData("ExpiredToken", "", 400, "the credentials are refused: give the connector a role")]
    [InlineData("PreconditionFailed", "", 412, "the object was replaced while it was read")]
    [InlineData("SlowDown", "", 503, "S3 answers with status 503 SlowDown")]
    public void What_S3_refuses_is_told_with_what_to_do(string code, string message, int status, string reason)
    {
        var fault = new AmazonS3Exception(message, ErrorType.Unknown, code, "id", (HttpStatusCode)status);
        StoreException told = S3Faults.Explain(fault, "s3:GetObject");
        Assert.StartsWith(reason, told.Message);
        Assert.Equal(status == 503, told.IsPassing);
    }

    [Theory]
    [InlineData("BlobNotFound", 404, "there is no such blob: if it was deleted")]
    [InlineData("BlobArchived", 409, "the blob is in the archive tier: rehydrate it")]
    [InlineData("AuthorizationPermissionMismatch", 403, "access is denied: give the identity the role Reader")]
    [InlineData("KeyVaultEncryptionKeyNotFound", 403, "the key that the account is encrypted with cannot be used")]
    [InlineData("ConditionNotMet", 412, "the object was replaced while it was read")]
    [InlineData("ServerBusy", 503, "Azure storage answers with status 503 ServerBusy")]
    public void What_Azure_refuses_is_told_with_what_to_do(string code, int status, string reason)
    {
        StoreException told = AzureFaults.Explain(new RequestFailedException(status, "", code, null), "Reader");
        Assert.StartsWith(reason, told.Message);
        Assert.Equal(status == 503, told.IsPassing);
    }

    [Theory]
    [InlineData(404, "there is no such object, or no such bucket")]
    [InlineData(403, "access is denied: grant storage.objects.get on the bucket")]
    [InlineData(401, "the credentials are refused")]
    [InlineData(503, "Google Cloud Storage answers with status 503")]
    public void What_Google_refuses_is_told_with_what_to_do(int status, string reason)
    {
        StoreException told = GoogleFaults.Explain((HttpStatusCode)status, "storage.objects.get");
        Assert.StartsWith(reason, told.Message);
        Assert.Equal(status == 503, told.IsPassing);
    }
}
