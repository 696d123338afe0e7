using static Connectors.Hosting.SettingKinds;

namespace Connectors.Hosting;

/// <summary>The settings that every connector has.</summary>
public static class CommonSettings
{
    private const int MebiByte = 1024 * 1024;
    private const string PlaceRule = "a folder, or where their URIs begin: s3://bucket/dead/, "
        + "r2://account/bucket/dead/, az://account/container/dead/, gs://bucket/dead/ or file:///path/";

    public static readonly Setting<string> Host = Choice(
        "CONNECTOR_HOST",
        "Where the connector runs. Without it, the platform's own variables tell; see shared/Connectors.Hosting/Hosts.",
        HostChoice.Names);

    public static readonly Setting<string> Routes = Text(
        "CONNECTOR_ROUTES",
        "Which dataset the objects under a key prefix hold. "
        + "Without a route the key's own words decide, then the field names of the first records.",
        "pairs of key prefix and dataset: logs/http/=http_requests,logs/fw/=firewall_events");

    public static readonly Setting<string> Rules = Text(
        "CONNECTOR_RULES",
        "Which records to keep, drop or sample, which fields to redact and which to add. "
        + "See shared/Connectors.Records/Rules/README.md.",
        "a JSON array of rules, or a file that holds one: file:/path");

    public static readonly Setting<string> Schema = Choice(
        "CONNECTOR_SCHEMA",
        "What records are delivered as: what the destination's users expect, see its README (native), or events of the "
        + "Open Cybersecurity Schema Framework, see shared/Connectors.Records/Mapping (ocsf).",
        "native", "ocsf") with { Default = "native" };

    public static readonly Setting<string> DeadLetters = Text(
        "CONNECTOR_DEAD_LETTERS",
        "Where records go that cannot be delivered.",
        PlaceRule) with { Default = "dead-letters" };

    public static readonly Setting<string> Receipts = Text(
        "CONNECTOR_RECEIPTS",
        "Where a receipt of every object goes that was delivered, or in part; without it none is written. "
        + "See shared/Connectors.Hosting/Receipts.",
        PlaceRule);

    public static readonly Setting<string> ChangedObject = Choice(
        "CONNECTOR_CHANGED_OBJECT",
        "What to do when an object was replaced after its notification, or after a part of it was delivered: "
        + "deliver what is there now from its first line on, and say so; or fail.",
        "deliver", "fail") with { Default = "deliver" };

    public static readonly Setting<int> Concurrency = Number(
        "CONNECTOR_CONCURRENCY", "Payloads in flight at most.", 1, 64) with { Default = "4" };

    public static readonly Setting<int> Attempts = Number(
        "CONNECTOR_ATTEMPTS", "Attempts of one payload before the destination counts as unavailable.", 1, 100)
        with { Default = "5" };

    public static readonly Setting<int> MaxRecordBytes = Number(
        "CONNECTOR_MAX_RECORD_BYTES", "Longest record; a longer one becomes a dead letter.",
        1024, 64 * MebiByte, "bytes")
        with { Default = "4194304" };

    public static readonly Setting<string> CaFile = Text(
        "CONNECTOR_CA_FILE", "Certificates to trust besides the system's.", "a file of certificates in PEM form");

    public static readonly Setting<bool> AllowHttp = Flag(
        "CONNECTOR_ALLOW_HTTP", "Allows a destination without TLS. Loopback addresses are allowed anyway.");

    public static readonly Setting<string> LogLevel = Choice(
        "CONNECTOR_LOG_LEVEL", "What is logged to standard error at least.", "debug", "info", "warning", "error")
        with { Default = "warning" };

    public static readonly Setting<string> LogFormat = Choice(
        "CONNECTOR_LOG_FORMAT",
        "How logs are written: google is JSON with the names of Google Cloud Logging; on Cloud Run, json is that too.",
        "text", "json", "google") with { Default = "text" };

    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<Setting> All { get; } =
    [
        Host, Routes, Rules, Schema, DeadLetters, Receipts, ChangedObject, Concurrency, Attempts, MaxRecordBytes,
        CaFile, AllowHttp, LogLevel, LogFormat,
        .. HostSettings.All, .. MetricsSettings.All,
    ];
}
