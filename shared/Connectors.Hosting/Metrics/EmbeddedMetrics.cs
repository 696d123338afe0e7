using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// Writes what was counted since the last time as one line of CloudWatch's embedded metric format, which becomes
/// metrics without a request and without a right to anything but the log.
/// </summary>
/// <remarks>
/// Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html.
/// The level is in the line so that Lambda's filter for levels lets it through.
/// </remarks>
/// <param name="target">The namespace, and the value of the only dimension: the function.</param>
/// <param name="counters">What is counted.</param>
/// <param name="write">Writes a line to the log.</param>
/// <param name="time">The clock.</param>
internal sealed class EmbeddedMetrics(
    (string Namespace, string Connector) target, Counters counters, Action<string> write, TimeProvider time)
    : IMetricsWriter
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, long> told = [];

    public Task FlushAsync()
    {
        DateTimeOffset now = time.GetUtcNow();
        lock (gate)
        {
            List<Metric> metrics = [.. Grown()];
            if (metrics.Count > 0)
            {
                metrics.AddRange(
                    from family in MetricFamily.Gauges
                    let value = family.Read(counters, now)
                    where value is not null
                    select new Metric(NameOf(family.Name), UnitOf(family), value.Value));
                write(ToJson(metrics, now));
            }
        }

        return Task.CompletedTask;
    }

    // What did not grow is not told: it would cost, and say nothing.
    private IEnumerable<Metric> Grown()
    {
        foreach (CounterFamily family in MetricFamily.Counters)
        {
            foreach ((string label, long total) in counters.Totals(family.Name))
            {
                string name = NameOf($"{family.Name}_{label}");
                long more = total - told.GetValueOrDefault(name);
                told[name] = total;
                if (more > 0)
                {
                    yield return new Metric(name, UnitOf(family), more);
                }
            }
        }
    }

    private string ToJson(List<Metric> metrics, DateTimeOffset now)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", LogEntry.TimestampOf(now));
            json.WriteString("level", "INFO");
            json.WriteString("event", "Metrics");
            json.WriteStartObject("_aws");
            json.WriteNumber("Timestamp", now.ToUnixTimeMilliseconds());
            json.WriteStartArray("CloudWatchMetrics");
            WriteDirective(json, metrics);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteString("Connector", target.Connector);
            foreach (Metric metric in metrics)
            {
                json.WriteNumber(metric.Name, Math.Round(metric.Value, 3));
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private void WriteDirective(Utf8JsonWriter json, List<Metric> metrics)
    {
        json.WriteStartObject();
        json.WriteString("Namespace", target.Namespace);
        json.WriteStartArray("Dimensions");
        json.WriteStartArray();
        json.WriteStringValue("Connector");
        json.WriteEndArray();
        json.WriteEndArray();
        json.WriteStartArray("Metrics");
        foreach (Metric metric in metrics)
        {
            json.WriteStartObject();
            json.WriteString("Name", metric.Name);
            json.WriteString("Unit", metric.Unit);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>records_sampled_out is RecordsSampledOut.</summary>
    internal static string NameOf(string name) =>
        string.Concat(name.Split('_').Select(word => char.ToUpperInvariant(word[0]) + word[1..]));

    private static string UnitOf(MetricFamily family) => family.Unit switch
    {
        "By" => "Bytes",
        "s" => "Seconds",
        _ => "Count",
    };

    private readonly record struct Metric(string Name, string Unit, double Value);
}
