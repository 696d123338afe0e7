using System.Globalization;
using System.Text;

namespace Connectors.Hosting;

/// <summary>Writes the counters as Prometheus reads them.</summary>
/// <remarks>Source: https://prometheus.io/docs/instrumenting/exposition_formats/ (text format 0.0.4)</remarks>
internal static class PrometheusText
{
    internal const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly (string Metric, string Label, string Help)[] Families =
    [
        ("records", "outcome", "Records, by what became of them."),
        ("objects", "outcome", "Runs of objects, by how they ended."),
        ("bytes", "kind", "Bytes of objects as they are stored (read), and inflated."),
        ("attempts", "status", "Requests to the destination, by the class of the answer; none for no answer."),
        ("messages", "result", "Messages of the queue, by what became of them."),
    ];

    internal static string Write(Counters counters, TimeProvider time)
    {
        var text = new StringBuilder();
        foreach ((string metric, string label, string help) in Families)
        {
            string name = $"connector_{metric}_total";
            Head(text, name, "counter", help);
            foreach ((_, string value, long total) in counters.Totals().Where(one => one.Metric == metric))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{{{label}=\"{value}\"}} {total}\n");
            }
        }

        Head(text, "connector_objects_in_flight", "gauge", "Objects that are being delivered now.");
        text.Append(CultureInfo.InvariantCulture, $"connector_objects_in_flight {counters.ObjectsInFlight}\n");
        if (counters.NewestEvent > 0)
        {
            const double nanosecondsPerMillisecond = 1e6;
            const double millisecondsPerSecond = 1e3;
            double age = (time.GetUtcNow().ToUnixTimeMilliseconds()
                - (counters.NewestEvent / nanosecondsPerMillisecond)) / millisecondsPerSecond;
            Head(text, "connector_newest_event_age_seconds", "gauge", "Age of the newest event that was delivered.");
            text.Append(CultureInfo.InvariantCulture, $"connector_newest_event_age_seconds {age:0.###}\n");
        }

        return text.ToString();
    }

    private static void Head(StringBuilder text, string name, string kind, string help) =>
        text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {kind}\n");
}
