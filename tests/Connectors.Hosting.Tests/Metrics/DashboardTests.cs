using System.Text.RegularExpressions;
using Connectors.Records;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

/// <summary>Dashboards ask for metrics under the names that they have.</summary>
public sealed class DashboardTests
{
    [Fact]
    public void Grafana_asks_for_metrics_that_are_there_and_shows_each()
    {
        JObject dashboard = JObject.Parse(Read("infra/dashboards/grafana.json"));
        string[] queries = [.. dashboard.SelectTokens("$.panels[*].targets[*].expr").Select(query => (string)query!)];
        HashSet<string> known =
        [
            .. MetricFamily.Counters.Cast<MetricFamily>().Concat(MetricFamily.Gauges).Select(PrometheusText.NameOf),
        ];
        string[] used =
        [
            .. queries.SelectMany(query => Regex.Matches(query, "connector_[a-z_]+"))
                .Select(match => match.Value).Distinct(),
        ];
        Assert.Empty(used.Except(known));
        Assert.Empty(known.Except(used)); // and shows each
    }

    [Fact]
    public async Task CloudWatch_is_asked_for_metrics_that_are_there()
    {
        string[] notShown = ["Bytes", "Messages", "ObjectsInFlight", "DeliveriesInFlight"];
        IEnumerable<string> wanted = (await EmbeddedNamesAsync())
            .Where(name => !notShown.Any(start => name.StartsWith(start, StringComparison.Ordinal)));
        string file = Read("terraform/modules/aws/dashboard.tf");
        string charts = file[file.IndexOf("own_charts = {", StringComparison.Ordinal)..
            file.IndexOf("connector_charts", StringComparison.Ordinal)];
        string[] titles = ["Records"];
        Assert.Equal(
            wanted.Order(StringComparer.Ordinal),
            Regex.Matches(charts, "\"(\\w+)\"").Select(match => match.Groups[1].Value).Except(titles)
                .Order(StringComparer.Ordinal));
    }

    // What there is to tell when everything has happened once.
    private static async Task<IReadOnlyList<string>> EmbeddedNamesAsync()
    {
        var clock = new FakeTimeProvider();
        var counters = new Counters();
        foreach (BatchOutcome outcome in Enum.GetValues<BatchOutcome>())
        {
            var ledger = new Ledger
            {
                Object = "o", Outcome = outcome, Delivered = 1, Duplicates = 1, Filtered = 1, SampledOut = 1,
                Undelivered = 1,
            };
            foreach (RejectionReason reason in Enum.GetValues<RejectionReason>()[1..])
            {
                ledger.Bury(reason);
            }

            ledger.Note(new EventTime(1));
            counters.Add(ledger);
        }

        counters.NoteBacklog(TimeSpan.Zero);
        foreach (int? status in (int?[])[200, 300, 400, 500, null])
        {
            counters.AddAttempt(status);
        }

        List<string> lines = [];
        await new EmbeddedMetrics(("Connectors", "edge"), counters, lines.Add, clock).FlushAsync();
        return
        [
            .. JObject.Parse(Assert.Single(lines)).SelectTokens("$._aws.CloudWatchMetrics[0].Metrics[*].Name")
                .Select(name => (string)name!),
        ];
    }

    private static string Read(string path)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Connectors.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return File.ReadAllText(Path.Combine(folder, path));
    }
}
