using System.Globalization;
using System.Text;

namespace Connectors.Hosting;

/// <summary>Writes the counters as Prometheus reads them.</summary>
/// <remarks>Source: https://prometheus.io/docs/instrumenting/exposition_formats/ (text format 0.0.4)</remarks>
internal static class PrometheusText
{
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    /// <summary>A metric's name there.</summary>
    internal static string NameOf(MetricFamily family) =>
        family is CounterFamily ? $"connector_{family.Name}_total" : $"connector_{family.Name}";

    internal static string Write(Counters counters, TimeProvider time)
    {
        var text = new StringBuilder();
        foreach (CounterFamily family in MetricFamily.Counters)
        {
            Head(text, family, "counter");
            foreach ((string label, long total) in counters.Totals(family.Name))
            {
                text.Append(
                    CultureInfo.InvariantCulture, $"{NameOf(family)}{{{family.Label}=\"{label}\"}} {total}\n");
            }
        }

        foreach (GaugeFamily family in MetricFamily.Gauges)
        {
            if (family.Read(counters, time.GetUtcNow()) is { } value)
            {
                Head(text, family, "gauge");
                text.Append(CultureInfo.InvariantCulture, $"{NameOf(family)} {value:0.###}\n");
            }
        }

        return text.ToString();
    }

    private static void Head(StringBuilder text, MetricFamily family, string kind) => text.Append(
        CultureInfo.InvariantCulture,
        $"# HELP {NameOf(family)} {family.Help}\n# TYPE {NameOf(family)} {kind}\n");
}
