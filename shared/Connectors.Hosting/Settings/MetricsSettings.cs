using Connectors.Delivery;
using static Connectors.Hosting.SettingKinds;

namespace Connectors.Hosting;

/// <summary>The settings of metrics: without them, nothing is sent.</summary>
public static class MetricsSettings
{
    public static readonly Setting<string> Namespace = Text(
        "CONNECTOR_METRICS_NAMESPACE",
        "On Lambda: writes metrics to the log after each invocation, for CloudWatch to keep in this namespace.");

    public static readonly Setting<Uri> Endpoint = Url(
        "OTEL_EXPORTER_OTLP_ENDPOINT",
        "Sends metrics to this OpenTelemetry collector, over HTTP, to the path /v1/metrics behind it.");

    public static readonly Setting<string> Headers = Secret(
        "OTEL_EXPORTER_OTLP_HEADERS", "Headers for the collector: name=value,name=value.");

    /// <summary>All of them, in the order of the tables.</summary>
    public static IReadOnlyList<Setting> All { get; } = [Namespace, Endpoint, Headers];
}

/// <summary>The settings of metrics, checked.</summary>
/// <param name="Namespace">CloudWatch's namespace; null for no embedded metrics.</param>
/// <param name="Collector">The collector; null for none.</param>
public sealed record MetricsOptions(string? Namespace, OtlpOptions? Collector)
{
    /// <summary>No metrics.</summary>
    public static MetricsOptions None { get; } = new(Namespace: null, Collector: null);

    // What a header's name may hold beside letters and digits: https://www.rfc-editor.org/rfc/rfc9110#name-tokens.
    private const string HeaderMarks = "!#$%&'*+-.^_`|~";

    /// <summary>Reads the settings; what is wrong is told to the reader.</summary>
    public static MetricsOptions Read(SettingsReader settings, bool allowsHttp)
    {
        Secret? headers = settings.GetSecret(MetricsSettings.Headers);
        Uri? endpoint = settings.Get(MetricsSettings.Endpoint);
        if (headers is not null && !Array.TrueForAll(Uri.UnescapeDataString(headers.Value).Split(','), IsHeader))
        {
            settings.AddProblem(
                MetricsSettings.Headers, "must be headers: name=value, with commas between, values percent-encoded");
        }

        // Numbers may go in the clear, as they do inside a cluster; a secret may not.
        if (endpoint is not null && EndpointRule.Problem(endpoint, allowsHttp || headers is null) is { } problem)
        {
            settings.AddProblem(MetricsSettings.Endpoint, problem);
        }

        return new MetricsOptions(
            settings.Get(MetricsSettings.Namespace), endpoint is null ? null : new OtlpOptions(endpoint, headers));
    }

    // The exporter throws at some others, and sends nothing, without a word, with the rest of them.
    private static bool IsHeader(string text) => text.Split('=', 2) is [var name, var value]
        && name.Trim() is { Length: > 0 } word
        && word.All(one => char.IsAsciiLetterOrDigit(one) || HeaderMarks.Contains(one))
        && !value.Any(one => char.IsControl(one) || !char.IsAscii(one));
}

/// <summary>Where metrics are sent.</summary>
/// <param name="Endpoint">The collector.</param>
/// <param name="Headers">Headers of each request, <c>name=value</c> with commas between; null for none.</param>
public sealed record OtlpOptions(Uri Endpoint, Secret? Headers);
