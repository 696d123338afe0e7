using Connectors.Delivery;

namespace Connectors.Hosting;

/// <summary>The settings of the clouds, checked.</summary>
internal sealed record CloudOptions
{
    public string? S3Region { get; init; }

    public Uri? S3Endpoint { get; init; }

    public string? R2AccessKeyId { get; init; }

    public Secret? R2SecretAccessKey { get; init; }

    public Uri? R2Endpoint { get; init; }

    public Secret? AzureConnection { get; init; }

    public required string AzureSuffix { get; init; }

    internal required AzureIdentityOptions AzureIdentity { get; init; }

    public string? GoogleKeyFile { get; init; }

    public required string GoogleMetadataHost { get; init; }

    public required Uri GoogleStorageEndpoint { get; init; }

    public Secret? CloudflareToken { get; init; }

    /// <summary>Reads the settings of the clouds; what is wrong is told to the reader.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="allowsHttp">Whether endpoints without TLS are allowed.</param>
    public static CloudOptions Read(SettingsReader settings, bool allowsHttp) => new()
    {
        S3Region = settings.Get(CloudSettings.S3Region),
        S3Endpoint = ReadEndpoint(settings, CloudSettings.S3Endpoint, allowsHttp),
        R2AccessKeyId = settings.Get(CloudSettings.R2AccessKeyId),
        R2SecretAccessKey = settings.GetSecret(CloudSettings.R2SecretAccessKey),
        R2Endpoint = ReadEndpoint(settings, CloudSettings.R2Endpoint, allowsHttp),
        AzureConnection = settings.GetSecret(CloudSettings.AzureConnection),
        AzureSuffix = settings.Get(CloudSettings.AzureSuffix)!,
        AzureIdentity = AzureIdentityOptions.Read(settings.Values, settings.Get(CloudSettings.AzureClientId)),
        GoogleKeyFile = settings.Get(CloudSettings.GoogleKeyFile),
        GoogleMetadataHost = settings.Get(CloudSettings.GoogleMetadataHost)!,
        GoogleStorageEndpoint = ReadEndpoint(settings, CloudSettings.GoogleStorageEndpoint, allowsHttp)!,
        CloudflareToken = settings.GetSecret(CloudSettings.CloudflareToken),
    };

    private static Uri? ReadEndpoint(SettingsReader settings, Setting<Uri> setting, bool allowsHttp)
    {
        Uri? endpoint = settings.Get(setting);
        if (endpoint is not null && EndpointRule.Problem(endpoint, allowsHttp) is { } problem)
        {
            settings.AddProblem(setting, $"{problem}; it is '{endpoint}'");
        }

        return endpoint;
    }
}
