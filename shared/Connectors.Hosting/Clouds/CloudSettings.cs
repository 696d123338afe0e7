using static Connectors.Hosting.SettingKinds;

namespace Connectors.Hosting;

/// <summary>
/// The settings of the clouds' stores, queues and secrets. None is needed where the platform itself tells the region
/// and gives the identity.
/// </summary>
public static class CloudSettings
{
    public static readonly Setting<string> S3Region = Text(
        "CONNECTOR_S3_REGION", "The region of S3 buckets, where it is not the one that AWS_REGION names.",
        "a region: eu-central-1");

    public static readonly Setting<Uri> S3Endpoint = Url(
        "CONNECTOR_S3_ENDPOINT", "An S3-compatible store in place of Amazon S3; buckets are addressed by path.");

    public static readonly Setting<string> R2AccessKeyId = Text(
        "CONNECTOR_R2_ACCESS_KEY_ID", "The access key id of Cloudflare R2.", "an access key id");

    public static readonly Setting<string> R2SecretAccessKey = Secret(
        "CONNECTOR_R2_SECRET_ACCESS_KEY", "The secret access key of Cloudflare R2.");

    public static readonly Setting<Uri> R2Endpoint = Url(
        "CONNECTOR_R2_ENDPOINT",
        "The S3 endpoint of R2, where it is not https://<account>.r2.cloudflarestorage.com: for buckets in a "
        + "jurisdiction.");

    public static readonly Setting<string> AzureConnection = Secret(
        "CONNECTOR_AZURE_STORAGE_CONNECTION",
        "The connection string of an Azure storage account; without it the platform's identity is used.");

    public static readonly Setting<string> AzureSuffix = Text(
        "CONNECTOR_AZURE_STORAGE_SUFFIX", "How the names of Azure storage hosts end, for clouds of their own.",
        "the end of a host name") with { Default = "core.windows.net" };

    public static readonly Setting<string> AzureClientId = Text(
        "AZURE_CLIENT_ID", "The client id of a user-assigned identity, where there is more than one identity.",
        "a client id");

    public static readonly Setting<string> GoogleKeyFile = Text(
        "GOOGLE_APPLICATION_CREDENTIALS",
        "The key of a Google service account; without it the metadata server gives the tokens.",
        "a file of a service account's key in JSON form");

    public static readonly Setting<string> GoogleMetadataHost = Text(
        "GCE_METADATA_HOST", "Where Google's metadata server is.", "a host, with a port if need be")
        with { Default = "metadata.google.internal" };

    public static readonly Setting<Uri> GoogleStorageEndpoint = Url(
        "CONNECTOR_GCS_ENDPOINT", "Where Google Cloud Storage is: another address inside a private network.")
        with { Default = "https://storage.googleapis.com" };

    public static readonly Setting<string> CloudflareToken = Secret(
        "CONNECTOR_CLOUDFLARE_TOKEN", "The API token for Cloudflare Queues, which may read and write them.");

    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        S3Region, S3Endpoint, R2AccessKeyId, R2SecretAccessKey, R2Endpoint, AzureConnection, AzureSuffix, AzureClientId,
        GoogleKeyFile, GoogleMetadataHost, GoogleStorageEndpoint, CloudflareToken,
    ];
}
