using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using static Connectors.Hosting.SettingKinds;

namespace Connectors.Splunk;

/// <summary>The settings of Splunk's HTTP Event Collector (HEC), checked.</summary>
internal sealed record SplunkOptions
{
    // What Splunk Cloud takes at most: bodies of 5,242,881 bytes were accepted, bodies of 6,000,000 were refused
    // (observed on Splunk Cloud 10.5; see hec-codes.json beside the tests). Splunk Enterprise takes 838,860,800 by
    // default (limits.conf [http_input] max_content_length).
    internal const int CloudMaxBodyBytes = 5 * 1024 * 1024;
    private const int EnterpriseMaxBodyBytes = 838_860_800;

    private static readonly Setting<Uri> UrlSetting = Url(
        "SPLUNK_HEC_URL",
        "Base URL of the HTTP Event Collector: https://splunk.example.com:8088, "
        + "or https://http-inputs-<stack>.splunkcloud.com.")
        with { IsRequired = true };

    private static readonly Setting<string> TokenSetting =
        SettingKinds.Secret("SPLUNK_HEC_TOKEN", "The collector's token.")
        with { IsRequired = true };

    private static readonly Setting<string> IndexSetting =
        Text("SPLUNK_INDEX", "Index of the events. Without it, the token's default index.");

    private static readonly Setting<string> SourcetypeSetting = Text(
        "SPLUNK_SOURCETYPE",
        "Sourcetype of the events. Without it, cloudflare:json, which Splunk's Cloudflare app reads; "
        + "with CONNECTOR_SCHEMA=ocsf, ocsf:cloudflare:json.");

    private static readonly Setting<string> SourceSetting = Text(
        "SPLUNK_SOURCE",
        "Source of the events. Without it, cloudflare:<dataset>; with CONNECTOR_SCHEMA=ocsf, ocsf:cloudflare:<dataset>."
        );

    private static readonly Setting<string> HostSetting =
        Text("SPLUNK_HOST", "Host of the events. Without it, Splunk sets its own.");

    private static readonly Setting<bool> UseAckSetting = Flag(
        "SPLUNK_USE_ACK",
        "Counts records as delivered only when the indexers have confirmed them. "
        + "Needs a token with indexer acknowledgement.");

    private static readonly Setting<bool> CimFieldsSetting = Flag(
        "SPLUNK_CIM_FIELDS", "Adds the fields of Splunk's Common Information Model as indexed fields.");

    private static readonly Setting<int> MaxPayloadBytesSetting = Number(
        "SPLUNK_MAX_PAYLOAD_BYTES",
        "Size of a request body before compression. "
        + "A larger record goes alone, up to 5 MiB or this, whichever is more.",
        1024, EnterpriseMaxBodyBytes, "bytes") with { Default = "2097152" };

    /// <summary>All settings, in the order of the README's table.</summary>
    internal static IReadOnlyList<Setting> Settings { get; } =
    [
        UrlSetting, TokenSetting, IndexSetting, SourcetypeSetting, SourceSetting, HostSetting, UseAckSetting,
        CimFieldsSetting, MaxPayloadBytesSetting,
    ];

    /// <summary>The collector's address, with a slash at its end.</summary>
    internal required Uri Url { get; init; }

    internal required Secret Token { get; init; }

    internal required string? Index { get; init; }

    internal required string Sourcetype { get; init; }

    /// <summary>Null for a source that tells the dataset.</summary>
    internal required string? Source { get; init; }

    /// <summary>What stands before the dataset in a source that tells it.</summary>
    internal required string SourcePrefix { get; init; }

    internal required string? Host { get; init; }

    internal required bool UsesAck { get; init; }

    internal required bool AddsCimFields { get; init; }

    internal required int MaxPayloadBytes { get; init; }

    /// <summary>The channel that this process sends through: acknowledgements are counted by channel.</summary>
    internal required Guid Channel { get; init; }

    /// <summary>Reads the settings; what is wrong is told to the reader.</summary>
    internal static SplunkOptions Read(SettingsReader settings, DestinationContext context)
    {
        Uri url = settings.Get(UrlSetting) ?? new Uri("https://splunk.invalid");
        if (EndpointRule.Problem(url, context.AllowsHttp) is { } problem)
        {
            settings.AddProblem(UrlSetting, problem);
        }

        // Splunk's own converters name sourcetypes so, and its OCSF-CIM add-on works on them: what was made OCSF of
        // cisco:asa is ocsf:cisco:asa. What hangs on our native names at search time must not see OCSF events.
        // Source: https://help.splunk.com, "Working with OCSF-formatted data in the Splunk platform".
        string prefix = context.Schema == RecordSchema.Ocsf ? "ocsf:cloudflare:" : "cloudflare:";
        return new SplunkOptions
        {
            Url = new Uri(url.AbsoluteUri.TrimEnd('/') + "/"),
            Token = settings.GetSecret(TokenSetting) ?? Delivery.Secret.Fixed(""),
            Index = settings.Get(IndexSetting),
            Sourcetype = settings.Get(SourcetypeSetting) ?? prefix + "json",
            Source = settings.Get(SourceSetting),
            SourcePrefix = prefix,
            Host = settings.Get(HostSetting),
            UsesAck = settings.Get(UseAckSetting),
            AddsCimFields = settings.Get(CimFieldsSetting),
            MaxPayloadBytes = settings.Get(MaxPayloadBytesSetting),
            Channel = context.ProcessId,
        };
    }
}
