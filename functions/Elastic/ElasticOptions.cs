using System.Text;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using static Connectors.Hosting.SettingKinds;

namespace Connectors.Elastic;

/// <summary>The settings of Elasticsearch, Elastic Cloud or OpenSearch, checked.</summary>
internal sealed record ElasticOptions
{
    private const string Ecs = "ecs";
    private const string Integration = "integration";
    private const string OpenSearch = "opensearch";
    private const string DatasetMark = "{dataset}";
    private const string StreamRule =
        "a text in lower case without blanks, - and any of \\ / * ? \" < > | , # :, up to 100 bytes long";

    // Source: the data streams of the package cloudflare_logpush,
    // https://github.com/elastic/integrations/tree/main/packages/cloudflare_logpush/data_stream
    private static readonly Dictionary<string, string> IntegrationStreams = new()
    {
        ["access_requests"] = "access_request",
        ["audit_logs"] = "audit",
        ["casb_findings"] = "casb",
        ["device_posture_results"] = "device_posture",
        ["dlp_forensic_copies"] = "dlp_forensic_copies",
        ["dns_firewall_logs"] = "dns_firewall",
        ["dns_logs"] = "dns",
        ["email_security_alerts"] = "email_security_alerts",
        ["firewall_events"] = "firewall_event",
        ["gateway_dns"] = "gateway_dns",
        ["gateway_http"] = "gateway_http",
        ["gateway_network"] = "gateway_network",
        ["http_requests"] = "http_request",
        ["magic_ids_detections"] = "magic_ids",
        ["nel_reports"] = "nel_report",
        ["network_analytics_logs"] = "network_analytics",
        ["page_shield_events"] = "page_shield_events",
        ["sinkhole_http_logs"] = "sinkhole_http",
        ["spectrum_events"] = "spectrum_event",
        ["workers_trace_events"] = "workers_trace",
        ["zero_trust_network_sessions"] = "network_session",
    };

    private static readonly Setting<Uri> UrlSetting = Url(
        "ELASTICSEARCH_URL", "Base URL of Elasticsearch or OpenSearch. This or ELASTIC_CLOUD_ID must be set.");

    private static readonly Setting<string> CloudIdSetting = Text(
        "ELASTIC_CLOUD_ID",
        "Id of an Elastic Cloud deployment, as its page shows it.",
        "a name, a colon, and a text in base64");

    private static readonly Setting<string> ApiKeySetting = SettingKinds.Secret(
        "ELASTICSEARCH_API_KEY",
        "API key, encoded or as id:key, with the privileges create_doc and auto_configure. This or a user must be "
        + "set.");

    private static readonly Setting<string> UsernameSetting =
        Text("ELASTICSEARCH_USERNAME", "User, where there is no API key.");

    private static readonly Setting<string> PasswordSetting =
        SettingKinds.Secret("ELASTICSEARCH_PASSWORD", "The user's password.");

    private static readonly Setting<string> ModeSetting = Choice(
        "ELASTIC_MODE",
        "What a document is: the record as Elastic's integration cloudflare_logpush wants it, which must be installed "
        + "(integration), or a document of the Elastic Common Schema (ecs).",
        Ecs, Integration) with { Default = Ecs };

    private static readonly Setting<string> NamespaceSetting = Text(
        "ELASTIC_NAMESPACE",
        "Namespace of the data streams: logs-<dataset>-<namespace>.",
        StreamRule) with { Default = "default" };

    private static readonly Setting<string> DatasetSetting = Text(
        "ELASTIC_DATASET",
        "Dataset of the data streams. Without it, cloudflare_logpush.<data stream> in the mode integration where the "
        + "integration has one, and else cloudflare.<Logpush dataset>; with CONNECTOR_SCHEMA=ocsf, "
        + "cloudflare_ocsf.<Logpush dataset>.",
        StreamRule + "; {dataset} in it is the Logpush dataset's name");

    private static readonly Setting<string> PipelineSetting = Text(
        "ELASTIC_PIPELINE", "Ingest pipeline. Without it, the data stream's own; _none for none.");

    private static readonly Setting<string> FlavorSetting = Choice(
        "ELASTIC_FLAVOR", "What listens there.", "elasticsearch", OpenSearch) with { Default = "elasticsearch" };

    /// <summary>All settings, in the order of the README's table.</summary>
    internal static IReadOnlyList<Setting> Settings { get; } =
    [
        UrlSetting, CloudIdSetting, ApiKeySetting, UsernameSetting, PasswordSetting, ModeSetting, NamespaceSetting,
        DatasetSetting, PipelineSetting, FlavorSetting,
    ];

    /// <summary>The address, with a slash at its end.</summary>
    internal required Uri Url { get; init; }

    /// <summary>The API key, or the password of <see cref="Username"/>.</summary>
    internal required Secret Credentials { get; init; }

    /// <summary>Null when there is an API key.</summary>
    internal required string? Username { get; init; }

    /// <summary>Whether documents are for Elastic's own integration.</summary>
    internal required bool IsForIntegration { get; init; }

    /// <summary>Whether documents are OCSF events.</summary>
    internal required bool UsesOcsf { get; init; }

    internal required string Namespace { get; init; }

    /// <summary>
    /// Dataset of the data streams, with the mark of the Logpush dataset in it; null where that tells.
    /// </summary>
    internal required string? Dataset { get; init; }

    internal required string? Pipeline { get; init; }

    internal required bool IsOpenSearch { get; init; }

    /// <summary>The data stream of the package cloudflare_logpush for a dataset; null when it has none.</summary>
    internal string? IntegrationStream(Dataset dataset) =>
        IsForIntegration ? IntegrationStreams.GetValueOrDefault(dataset.Name) : null;

    /// <summary>The dataset of the data stream that records go into: <c>cloudflare_logpush.http_request</c>.</summary>
    internal string StreamDataset(Dataset dataset) =>
        Dataset?.Replace(DatasetMark, dataset.Name)
        ?? (IntegrationStream(dataset) is { } stream
            ? "cloudflare_logpush." + stream
            : (UsesOcsf ? "cloudflare_ocsf." : "cloudflare.") + dataset.Name);

    /// <summary>The data stream that records go into.</summary>
    internal string Stream(Dataset dataset) => $"logs-{StreamDataset(dataset)}-{Namespace}";

    /// <summary>Reads the settings; what is wrong is told to the reader.</summary>
    internal static ElasticOptions Read(SettingsReader settings, DestinationContext context)
    {
        Secret? apiKey = settings.GetSecret(ApiKeySetting);
        Secret? password = settings.GetSecret(PasswordSetting);
        string? username = settings.Get(UsernameSetting);
        if (settings.NeedsAll && (apiKey is null) == (username is null || password is null))
        {
            settings.AddProblem(
                ApiKeySetting, $"must be set, or {UsernameSetting.Name} and {PasswordSetting.Name}, but not both");
        }

        var options = new ElasticOptions
        {
            Url = ReadUrl(settings, context),
            Credentials = apiKey ?? password ?? Delivery.Secret.Fixed(""),
            Username = apiKey is null ? username : null,
            IsForIntegration = settings.Get(ModeSetting) == Integration,
            UsesOcsf = context.Schema == RecordSchema.Ocsf,
            Namespace = ReadStreamPart(settings, NamespaceSetting)!,
            Dataset = ReadStreamPart(settings, DatasetSetting),
            Pipeline = settings.Get(PipelineSetting),
            IsOpenSearch = settings.Get(FlavorSetting) == OpenSearch,
        };
        CheckMode(settings, options);
        return options;
    }

    private static void CheckMode(SettingsReader settings, ElasticOptions options)
    {
        if (options.IsForIntegration && options.IsOpenSearch)
        {
            settings.AddProblem(ModeSetting, "is integration, which OpenSearch does not have: use ecs");
        }

        if (options.IsForIntegration && options.UsesOcsf)
        {
            settings.AddProblem(
                ModeSetting,
                $"is integration, which reads records as they are: leave it out with "
                + $"{CommonSettings.Schema.Name}=ocsf, or set {CommonSettings.Schema.Name} to native");
        }
    }

    private static Uri ReadUrl(SettingsReader settings, DestinationContext context)
    {
        Uri? url = settings.Get(UrlSetting);
        string? cloudId = settings.Get(CloudIdSetting);
        if (settings.NeedsAll && (url is null) == (cloudId is null))
        {
            settings.AddProblem(UrlSetting, $"must be set, or {CloudIdSetting.Name}, but not both");
        }

        if (cloudId is not null && (url = UrlOfCloudId(cloudId)) is null)
        {
            settings.AddProblem(CloudIdSetting, $"must be {CloudIdSetting.Rule}; it is '{cloudId}'");
        }

        url ??= new Uri("https://elastic.invalid");
        if (EndpointRule.Problem(url, context.AllowsHttp) is { } problem)
        {
            settings.AddProblem(cloudId is null ? UrlSetting : CloudIdSetting, problem);
        }

        return new Uri(url.AbsoluteUri.TrimEnd('/') + "/");
    }

    // <name>:<base64 of "host[:port]$Elasticsearch id[:port]$Kibana id">
    private static Uri? UrlOfCloudId(string cloudId)
    {
        byte[] decoded = new byte[cloudId.Length];
        if (!Convert.TryFromBase64String(cloudId[(cloudId.LastIndexOf(':') + 1)..], decoded, out int length))
        {
            return null;
        }

        string[] parts = Encoding.UTF8.GetString(decoded, 0, length).Split('$');
        return parts.Length >= 2 && parts[0].Length > 0 && parts[1].Length > 0
            && Uri.TryCreate($"https://{parts[1].Split(':')[0]}.{parts[0]}", UriKind.Absolute, out Uri? url)
            ? url
            : null;
    }

    // Source: https://www.elastic.co/docs/reference/fleet/data-streams (naming scheme).
    private static string? ReadStreamPart(SettingsReader settings, Setting<string> setting)
    {
        const int mostBytes = 100;
        string? part = settings.Get(setting);
        string name = part?.Replace(DatasetMark, "d") ?? "d";
        if (name.Any(character => char.IsUpper(character) || " -\\/*?\"<>|,#:{}".Contains(character))
            || Encoding.UTF8.GetByteCount(name) > mostBytes)
        {
            settings.AddProblem(setting, $"must be {setting.Rule}; it is '{part}'");
        }

        return part;
    }
}
