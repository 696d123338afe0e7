using System.Net;
using System.Text;
using Connectors.Delivery;
using Connectors.Records;
using Microsoft.Extensions.Time.Testing;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

/// <summary>One set of counters, three ways to tell it.</summary>
public sealed class MetricsTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.Zero));
    private readonly Counters counters = new();

    [Fact]
    public void Prometheus_reads_every_counter_and_gauge()
    {
        Count();
        string text = PrometheusText.Write(counters, clock);
        Assert.Contains("connector_records_total{outcome=\"delivered\"} 7\n", text);
        Assert.Contains("connector_dead_letters_total{reason=\"invalid_json\"} 2\n", text);
        Assert.Contains("connector_newest_event_age_seconds 60\n", text);
        Assert.Contains("connector_backlog_age_seconds 90\n", text);
        Assert.Contains("connector_deliveries_in_flight 1\n", text);
        Assert.All(
            MetricFamily.Counters.Cast<MetricFamily>().Concat(MetricFamily.Gauges),
            family => Assert.Contains($"# TYPE {PrometheusText.NameOf(family)} ", text));
    }

    [Fact]
    public void What_is_not_known_is_not_told()
    {
        string text = PrometheusText.Write(counters, clock);
        Assert.DoesNotContain("age_seconds", text);
    }

    [Fact]
    public async Task An_embedded_line_is_what_CloudWatch_asks_for_and_tells_what_grew()
    {
        List<string> lines = [];
        var metrics = new EmbeddedMetrics(("Connectors", "acme-connector"), counters, lines.Add, clock);
        Count();
        await metrics.FlushAsync();
        await metrics.FlushAsync();
        JObject line = JObject.Parse(Assert.Single(lines));
        Assert.Equal(
            (7, 2, 60, "acme-connector", "INFO"),
            ((int)line["RecordsDelivered"]!, (int)line["DeadLettersInvalidJson"]!,
                (int)line["NewestEventAgeSeconds"]!, (string)line["Connector"]!, (string)line["level"]!));
        Assert.Equal(1_795_348_800_000, (long)line["_aws"]!["Timestamp"]!);
        JToken directive = Assert.Single(line["_aws"]!["CloudWatchMetrics"]!);
        Assert.Equal("""["Connectors",[["Connector"]]]""", new JArray(
            directive["Namespace"]!, directive["Dimensions"]!).ToString(Newtonsoft.Json.Formatting.None));
        Assert.All(directive["Metrics"]!, metric =>
        {
            Assert.Contains((string)metric["Unit"]!, (string[])["Count", "Bytes", "Seconds"]);
            Assert.Contains(line[(string)metric["Name"]!]!.Type, (JTokenType[])[JTokenType.Integer, JTokenType.Float]);
        });
        Assert.InRange(directive["Metrics"]!.Count(), 1, 100);

        Count();
        await metrics.FlushAsync();
        Assert.Equal(7, (int)JObject.Parse(lines[1])["RecordsDelivered"]!); // what was added, not the total
    }

    [Fact]
    public async Task A_collector_gets_them_when_it_is_flushed_with_the_headers_that_are_set()
    {
        Count();
        var collector = new Collector();
        using (OtlpMetrics metrics = Create(collector, HttpStatusCode.OK))
        {
            await metrics.FlushAsync();
        }

        Assert.Equal(new Uri("http://collector:4318/v1/metrics"), collector.Requests[0].Url);
        Assert.Equal("key", collector.Requests[0].Headers["api-key"]);
        string body = collector.Requests[0].Body; // protobuf, whose texts stand in it as they are
        Assert.All(
            MetricFamily.Counters.Where(family => counters.Totals(family.Name).Count > 0).Cast<MetricFamily>()
                .Concat(MetricFamily.Gauges),
            family => Assert.Contains(OtlpMetrics.NameOf(family), body));
        Assert.Contains("acme-connector", body);
        Assert.Contains("delivered", body);
    }

    [Fact]
    public async Task A_collector_that_does_not_take_them_is_told_of_and_costs_nothing_else()
    {
        using var lines = new LogLines();
        var collector = new Collector { Status = HttpStatusCode.Forbidden };
        using (OtlpMetrics metrics = Create(collector, HttpStatusCode.Forbidden, lines))
        {
            await metrics.FlushAsync();
        }

        JObject line = lines.Of("LogNotSent")[0];
        Assert.Equal(("CONN-610", "status 403"), ((string)line["code"]!, (string)line["reason"]!));
    }

    [Fact]
    public async Task A_collector_that_never_answers_is_given_up_and_told_of()
    {
        using var lines = new LogLines();
        using OtlpMetrics metrics = Create(new Collector { Hangs = true }, HttpStatusCode.OK, lines);
        await metrics.FlushAsync().WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        Assert.Equal("no answer in time", (string)lines.Of("LogNotSent")[0]["reason"]!);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(0)]
    [InlineData(-1)]
    public async Task Metrics_cost_an_answer_no_more_than_half_of_the_time_that_is_left_for_it(int seconds)
    {
        ConnectorParts parts = new Bench { Time = clock }.Parts with { Metrics = [new Stuck()] };
        Task flushed = parts.FlushMetricsAsync(TimeSpan.FromSeconds(seconds));
        Assert.Equal(seconds <= 0, flushed.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        await flushed.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
    }

    [Fact]
    public void A_command_that_sends_nothing_tells_no_metrics()
    {
        Assert.Empty(Build(TextWriter.Null, needsAll: false).Metrics);
        Assert.Single(Build(TextWriter.Null, needsAll: true).Metrics);
    }

    [Fact]
    public async Task Two_functions_of_one_destination_are_told_apart()
    {
        using var log = new StringWriter();
        ConnectorParts parts = Build(log, needsAll: true, ("AWS_LAMBDA_FUNCTION_NAME", "edge"));
        parts.Counters.AddAttempt(200);
        await Assert.Single(parts.Metrics).FlushAsync();
        Assert.Equal("edge", (string)JObject.Parse(log.ToString())["Connector"]!);
    }

    private ConnectorParts Build(TextWriter log, bool needsAll, params (string Name, string Text)[] more)
    {
        Dictionary<string, string> settings = more.ToDictionary(one => one.Name, one => one.Text);
        settings["CONNECTOR_METRICS_NAMESPACE"] = "Connectors";
        var terminal = new Terminal(TextWriter.Null, log, () => Stream.Null, settings);
        var composition = new Composition(
            new FakeDestination().Module, DatasetCatalog.Load(), terminal, clock, () => 0);
        return composition.Build(settings, needsAll, out _);
    }

    // Seven delivered, two dead letters; the newest event a minute ago, in an object of ninety seconds.
    private void Count()
    {
        var ledger = new Ledger { Object = "o", RecordsRead = 9, Delivered = 7, BytesRead = 100 };
        ledger.Bury(RejectionReason.InvalidJson);
        ledger.Bury(RejectionReason.InvalidJson);
        ledger.Note(new EventTime(1_795_348_740_000_000_000));
        counters.Add(ledger);
        counters.AddAttempt(200);
        counters.AddMessage("settled");
        counters.NoteBacklog(TimeSpan.FromSeconds(90));
        _ = counters.Deliveries.Begin();
    }

    private OtlpMetrics Create(Collector collector, HttpStatusCode status, LogLines? lines = null)
    {
        collector.Status = status;
        Microsoft.Extensions.Logging.ILoggerFactory logs =
            lines?.Factory ?? (Microsoft.Extensions.Logging.ILoggerFactory)
                Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory.Instance;
        return new OtlpMetrics(
            new OtlpOptions(new Uri("http://collector:4318"), Secret.Fixed("api-key=key")),
            (counters, "acme-connector"), clock,
            () => new HttpClient(new OtlpTransport(collector, logs), disposeHandler: false));
    }

    private sealed class Stuck : IMetricsWriter
    {
        public Task FlushAsync() => new TaskCompletionSource().Task;
    }

    /// <summary>Keeps what an exporter sends.</summary>
    private sealed class Collector : HttpMessageHandler
    {
        internal List<(Uri Url, Dictionary<string, string> Headers, string Body)> Requests { get; } = [];

        internal HttpStatusCode Status { get; set; } = HttpStatusCode.OK;

        internal bool Hangs { get; init; }

        protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (Hangs)
            {
                cancellationToken.WaitHandle.WaitOne();
                cancellationToken.ThrowIfCancellationRequested();
            }

            using var body = new MemoryStream();
            request.Content!.CopyTo(body, context: null, cancellationToken);
            Requests.Add((
                request.RequestUri!,
                request.Headers.ToDictionary(header => header.Key, header => string.Join(",", header.Value)),
                Encoding.Latin1.GetString(body.ToArray())));
            return new HttpResponseMessage(Status);
        }

        protected override Task<HttpResponseMessage> SendAsync(
            HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(Send(request, cancellationToken));
    }
}
