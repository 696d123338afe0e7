using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using static Connectors.Hosting.SettingKinds;

namespace Connectors.Datadog;

/// <summary>The settings of Datadog's log intake, checked.</summary>
internal sealed record DatadogOptions
{
    private const string Raw = "raw";
    private const string Standard = "standard";
    private const string DeadLetter = "dead-letter";
    private const string Truncate = "truncate";
    private const string Deliver = "deliver";
    private const string Gzip = "gzip";
    private const string Zstd = "zstd";

    // Source: the servers of the operation "Send logs", https://docs.datadoghq.com/api/latest/logs/
    private static readonly string[] Sites =
    [
        "datadoghq.com", "us3.datadoghq.com", "us5.datadoghq.com", "datadoghq.eu", "uk1.datadoghq.com",
        "ap1.datadoghq.com", "ap2.datadoghq.com", "ddog-gov.com", "us2.ddog-gov.com",
    ];

    private static readonly Setting<string> ApiKeySetting = SettingKinds.Secret(
        "DD_API_KEY", "The organisation's API key.") with { IsRequired = true };

    private static readonly Setting<string> SiteSetting = Choice(
        "DD_SITE", "The organisation's site.", Sites) with { Default = "datadoghq.com" };

    private static readonly Setting<Uri> LogsUrlSetting = Url(
        "DD_LOGS_URL",
        "Base URL of the log intake, for PrivateLink or a proxy. Without it, https://http-intake.logs.<site>.");

    private static readonly Setting<string> ModeSetting = Choice(
        "DD_MODE",
        "What a log holds: the record's own fields, as Datadog's Cloudflare pipeline reads them (raw), or Datadog's "
        + "standard attributes, and what has none in the attribute cloudflare (standard).",
        Raw, Standard) with { Default = Raw };

    private static readonly Setting<string> SourceSetting = Text(
        "DD_SOURCE", "Source of the logs. The default is the one that Datadog's Cloudflare pipeline works on.")
        with { Default = "cloudflare" };

    private static readonly Setting<string> ServiceSetting =
        Text("DD_SERVICE", "Service of the logs.") with { Default = "cloudflare" };

    private static readonly Setting<string> EnvSetting = Text("DD_ENV", "Environment of the logs, as the tag env.");

    private static readonly Setting<string> TagsSetting = Text(
        "DD_TAGS",
        "Tags of the logs, beside the tag dataset.",
        "tags with commas or spaces between them: team:edge,zone:example");

    private static readonly Setting<string> HostnameSetting =
        Text("DD_HOSTNAME", "Host of the logs. Without it, none.");

    private static readonly Setting<string> OversizeSetting = Choice(
        "DD_OVERSIZE",
        "What becomes of a log over 1 MB, which Datadog would cut without a word: it becomes a dead letter, or its "
        + "longest texts are cut and named in the attribute truncated_fields.",
        DeadLetter, Truncate) with { Default = DeadLetter };

    private static readonly Setting<string> OldEventsSetting = Choice(
        "DD_OLD_EVENTS",
        "What becomes of an event older than 18 hours, which Datadog drops after it has accepted it: it is sent and "
        + "the ledger warns, or it becomes a dead letter.",
        Deliver, DeadLetter) with { Default = Deliver };

    private static readonly Setting<string> CompressionSetting = Choice(
        "DD_COMPRESSION",
        "How requests are compressed. zstd sends fewer bytes than gzip; a proxy in DD_LOGS_URL must know it too.",
        Gzip, Zstd) with { Default = Gzip };

    /// <summary>All settings, in the order of the README's table.</summary>
    internal static IReadOnlyList<Setting> Settings { get; } =
    [
        ApiKeySetting, SiteSetting, LogsUrlSetting, ModeSetting, SourceSetting, ServiceSetting, EnvSetting, TagsSetting,
        HostnameSetting, OversizeSetting, OldEventsSetting, CompressionSetting,
    ];

    internal required Secret ApiKey { get; init; }

    /// <summary>The log intake's address, with a slash at its end.</summary>
    internal required Uri LogsUrl { get; init; }

    /// <summary>Where the API key can be asked about, with a slash at its end.</summary>
    internal required Uri ApiUrl { get; init; }

    internal required string Source { get; init; }

    internal required string Service { get; init; }

    /// <summary>Tags of every log, with commas between them; the dataset's is not among them.</summary>
    internal required string Tags { get; init; }

    internal required string? Hostname { get; init; }

    /// <summary>Whether logs hold Datadog's standard attributes instead of the record's own fields.</summary>
    internal required bool UsesStandardAttributes { get; init; }

    /// <summary>Whether logs hold OCSF events instead.</summary>
    internal required bool UsesOcsf { get; init; }

    internal required bool TruncatesOversize { get; init; }

    internal required bool RefusesOldEvents { get; init; }

    internal required bool UsesZstd { get; init; }

    /// <summary>Reads the settings; what is wrong is told to the reader.</summary>
    internal static DatadogOptions Read(SettingsReader settings, DestinationContext context)
    {
        string? site = settings.Get(SiteSetting);
        Uri? own = settings.Get(LogsUrlSetting);
        if (own is not null && EndpointRule.Problem(own, context.AllowsHttp) is { } problem)
        {
            settings.AddProblem(LogsUrlSetting, problem);
        }

        bool usesStandard = settings.Get(ModeSetting) == Standard;
        bool usesOcsf = context.Schema == RecordSchema.Ocsf;
        if (usesStandard && usesOcsf)
        {
            settings.AddProblem(
                ModeSetting,
                $"is standard, which is a schema of its own: leave it out with "
                + $"{CommonSettings.Schema.Name}=ocsf, or set {CommonSettings.Schema.Name} to native");
        }

        return new DatadogOptions
        {
            ApiKey = settings.GetSecret(ApiKeySetting) ?? Delivery.Secret.Fixed(""),
            LogsUrl = WithSlash(own ?? new Uri($"https://http-intake.logs.{site}")),
            ApiUrl = WithSlash(own ?? new Uri($"https://api.{site}")),
            Source = settings.Get(SourceSetting)!,
            Service = settings.Get(ServiceSetting)!,
            Tags = ReadTags(settings),
            Hostname = settings.Get(HostnameSetting),
            UsesStandardAttributes = usesStandard,
            UsesOcsf = usesOcsf,
            TruncatesOversize = settings.Get(OversizeSetting) == Truncate,
            RefusesOldEvents = settings.Get(OldEventsSetting) == DeadLetter,
            UsesZstd = settings.Get(CompressionSetting) == Zstd,
        };
    }

    private static Uri WithSlash(Uri url) => new(url.AbsoluteUri.TrimEnd('/') + "/");

    private static string ReadTags(SettingsReader settings)
    {
        string[] tags = (settings.Get(TagsSetting) ?? "")
            .Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return string.Join(',', settings.Get(EnvSetting) is { } env ? [.. tags, "env:" + env] : tags);
    }
}
