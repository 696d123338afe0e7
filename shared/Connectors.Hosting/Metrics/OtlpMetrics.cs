using System.Diagnostics.Metrics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;

namespace Connectors.Hosting;

/// <summary>
/// Sends the counters to an OpenTelemetry collector (OTLP over HTTP): every minute, and when it is asked to. The
/// exporter's other variables (<c>OTEL_RESOURCE_ATTRIBUTES</c>, <c>OTEL_METRIC_EXPORT_INTERVAL</c>) count too.
/// </summary>
internal sealed class OtlpMetrics : IMetricsWriter, IDisposable
{
    private readonly Lock gate = new();
    private readonly Meter meter = new("connectors");
    private readonly MeterProvider provider;
    private Task flush = Task.CompletedTask;

    /// <param name="options">Where to.</param>
    /// <param name="source">What is counted, by whom.</param>
    /// <param name="time">The clock.</param>
    /// <param name="createClient">Makes the client of the requests.</param>
    internal OtlpMetrics(
        OtlpOptions options, (Counters Counters, string Program) source, TimeProvider time,
        Func<HttpClient> createClient)
    {
        foreach (CounterFamily family in MetricFamily.Counters)
        {
            meter.CreateObservableCounter(
                NameOf(family), () => Measure(source.Counters, family), family.Unit, family.Help);
        }

        foreach (GaugeFamily family in MetricFamily.Gauges)
        {
            meter.CreateObservableGauge(
                NameOf(family), () => Measure(source.Counters, family, time.GetUtcNow()), family.Unit, family.Help);
        }

        provider = Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty()
                .AddService(source.Program, serviceVersion: CommandLine.Version).AddEnvironmentVariableDetector())
            .AddMeter(meter.Name)
            .AddOtlpExporter(exporter =>
            {
                exporter.Endpoint = new Uri(options.Endpoint.AbsoluteUri.TrimEnd('/') + "/v1/metrics");
                exporter.Headers = options.Headers?.Value ?? "";
                exporter.Protocol = OtlpExportProtocol.HttpProtobuf;
                exporter.HttpClientFactory = () =>
                {
                    HttpClient client = createClient();
                    client.Timeout = ConnectorParts.LongestFlush; // the exporter's own limit is not for our clients
                    return client;
                };
            })
            .Build();
    }

    /// <summary>A metric's name there.</summary>
    internal static string NameOf(MetricFamily family) => "connector." + family.Name;

    // The exporter waits for the answer in the blocking way, and for a name's address without an end: one thread, and
    // no more, may do so.
    public Task FlushAsync()
    {
        lock (gate)
        {
            return flush = flush.IsCompleted ? Task.Run(() => provider.ForceFlush()) : flush;
        }
    }

    public void Dispose()
    {
        provider.Dispose();
        meter.Dispose();
    }

    private static Measurement<long>[] Measure(Counters counters, CounterFamily family) =>
    [
        .. counters.Totals(family.Name).Select(pair => new Measurement<long>(
            pair.Total, new KeyValuePair<string, object?>(family.Label, pair.Label))),
    ];

    private static Measurement<double>[] Measure(Counters counters, GaugeFamily family, DateTimeOffset now) =>
        family.Read(counters, now) is { } value ? [new Measurement<double>(value)] : [];
}
