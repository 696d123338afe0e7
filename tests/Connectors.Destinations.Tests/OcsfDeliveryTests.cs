using System.Text;
using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using Connectors.Records.Tests;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>What each destination gets with <c>CONNECTOR_SCHEMA=ocsf</c>.</summary>
public sealed class OcsfDeliveryTests
{
    private const string Id = "v1-0123456789abcdef0123456789abcdef-1";
    private const long NoonMilliseconds = 1_795_348_800_000;

    public static TheoryData<string> Datasets { get; } = new(CorpusTests.Datasets);

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Splunk_gets_the_event_under_names_that_native_records_do_not_have(string dataset)
    {
        Assert.All(Corpus.Lines(dataset), line =>
        {
            JObject envelope = Corpus.Parse(Map("splunk", dataset, line));
            Assert.True(JToken.DeepEquals(Event(dataset, line), envelope["event"]), envelope.ToString());
            Assert.Equal(
                ("ocsf:cloudflare:json", "ocsf:cloudflare:" + dataset, Id),
                ((string)envelope["sourcetype"]!, (string)envelope["source"]!,
                    (string)envelope["fields"]!["record_id"]!));
        });
    }

    [Fact]
    public void Splunk_gets_CIM_fields_beside_the_event_when_they_are_wanted()
    {
        JObject envelope = Corpus.Parse(Map(
            "splunk", "firewall_events", """{"Action":"block","ClientIP":"203.0.113.77"}""",
            ("SPLUNK_CIM_FIELDS", "true"), ("SPLUNK_SOURCETYPE", "own"), ("SPLUNK_SOURCE", "place")));
        Assert.Equal(
            ("203.0.113.77", "own", "place"),
            ((string)envelope["fields"]!["src"]!, (string)envelope["sourcetype"]!, (string)envelope["source"]!));
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Sumo_Logic_gets_the_event_as_a_line(string dataset) => Assert.All(
        Corpus.Lines(dataset),
        line => Assert.True(JToken.DeepEquals(Event(dataset, line), Corpus.Parse(Map("sumologic", dataset, line)))));

    [Fact]
    public void Every_part_of_an_event_over_64_KB_has_the_events_time()
    {
        string line = $$"""{"Datetime":"2026-11-22T12:00:00Z","Other":"{{new string('x', 30)}}"}""";
        string longer = line.Replace("xxx", new string('y', 20_000), StringComparison.Ordinal);
        Assert.Equal(RejectionReason.TooLargeForDestination, TryMap("sumologic", "firewall_events", longer).Reason);
        string described = line.Replace("\"Other\"", "\"Description\"", StringComparison.Ordinal)
            .Replace("xxx", new string('y', 4_000), StringComparison.Ordinal); // the event has it twice
        string[] parts = Map("sumologic", "firewall_events", described).Split('\n');
        Assert.True(parts.Length > 1);
        Assert.All(parts, part => Assert.Equal(NoonMilliseconds, (long)Corpus.Parse(part)["time"]!));
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Datadog_gets_the_event_with_the_attributes_that_every_log_has(string dataset)
    {
        Assert.All(Corpus.Lines(dataset), line =>
        {
            string log = Map("datadog", dataset, line);
            JObject members = Corpus.Parse(log);
            Assert.True(Corpus.HasNameTwice(line) || !Corpus.HasNameTwice(log), log);
            Assert.NotEqual("", members["message"]!.ToString());
            Assert.Equal(
                (Id, "cloudflare", "cloudflare", "dataset:" + dataset),
                ((string)members["record_id"]!, (string)members["ddsource"]!, (string)members["service"]!,
                    (string)members["ddtags"]!));
            Assert.All(Event(dataset, line).Properties(), member => Assert.True(
                JToken.DeepEquals(member.Value, members[member.Name]), $"{member}\nin {log}"));
        });
    }

    [Theory]
    [InlineData("""{"Action":"block","ClientRequestHost":"shop.example.com"}""", "block shop.example.com")]
    [InlineData("""{"Action":"block","Description":"Known bad"}""", "Known bad")]
    public void A_log_of_Datadog_has_the_events_message_or_else_ours(string line, string message)
    {
        JObject members = Corpus.Parse(Map("datadog", "firewall_events", line));
        Assert.Equal(message, (string)members["message"]!);
        Assert.NotNull(members["status"]);
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Elastic_gets_the_event_in_a_data_stream_of_its_own(string dataset)
    {
        Assert.All(Corpus.Lines(dataset), line =>
        {
            string[] lines = Map("elastic", dataset, line).Split('\n');
            Assert.Equal($$$"""{"create":{"_id":"{{{Id}}}"}}""", lines[0]);
            JObject document = Corpus.Parse(lines[1]);
            Assert.Equal("cloudflare_ocsf." + dataset, (string)document["data_stream"]!["dataset"]!);
            Assert.Matches("^[0-9-]{10}T[0-9:.]+Z$", (string)document["@timestamp"]!);
            document.Remove("data_stream");
            document.Remove("@timestamp");
            Assert.True(JToken.DeepEquals(Event(dataset, line), document), document.ToString());
        });
    }

    [Theory]
    [InlineData("splunk")]
    [InlineData("datadog")]
    [InlineData("sumologic")]
    [InlineData("elastic")]
    public void A_record_of_an_unknown_shape_is_a_base_event_of_the_batchs_time(string destination)
    {
        string written = Map(destination, "unknown", """{"what":"ever"}""");
        Assert.Contains(
            "\"class_uid\":0,", written[written.IndexOf("\"time\":1795348800000,", StringComparison.Ordinal)..]);
        Assert.Contains("\"unmapped\":{\"what\":\"ever\"}", written);
        Assert.Contains("\"type_uid\":0", written);
    }

    [Theory]
    [InlineData(
        "datadog", "DD_MODE", "standard",
        "DD_MODE is standard, which is a schema of its own: leave it out with CONNECTOR_SCHEMA=ocsf, "
        + "or set CONNECTOR_SCHEMA to native")]
    [InlineData(
        "elastic", "ELASTIC_MODE", "integration",
        "ELASTIC_MODE is integration, which reads records as they are: leave it out with CONNECTOR_SCHEMA=ocsf, "
        + "or set CONNECTOR_SCHEMA to native")]
    public void A_mode_that_is_another_schema_is_refused(string destination, string name, string text, string problem)
    {
        Assert.Equal([problem], Create(destination, [(name, text)]).Problems);
        Assert.Empty(Create(destination, []).Problems);
    }

    // What the writer makes of it, which the tests of Connectors.Records check against OCSF's own classes; an event
    // must have a time, and gets the batch's when the record has none.
    private static JObject Event(string dataset, string line)
    {
        JObject written = Corpus.Parse(Corpus.Write(
            [line], names => Ocsf.CreateWriter(Configured.Datasets.Find(dataset)!, names))[0]);
        written["time"] ??= NoonMilliseconds;
        return written;
    }

    private static string Map(
        string destination, string dataset, string line, params (string Name, string Text)[] settings)
    {
        var output = new ByteWriter(0);
        Mapping mapping = TryMap(destination, dataset, line, output, settings);
        Assert.Equal((MappingOutcome.Mapped, IEnvelope.NotCarried), (mapping.Outcome, mapping.SourceOffset));
        return Encoding.UTF8.GetString(output.Written);
    }

    private static Mapping TryMap(
        string destination,
        string dataset,
        string line,
        ByteWriter? output = null,
        params (string Name, string Text)[] settings)
    {
        Dataset kind = Configured.Datasets.Find(dataset)!;
        (IDestination target, IReadOnlyList<string> problems) = Create(destination, settings);
        Assert.Empty(problems);
        var mapper = new RecordMapper(
            kind,
            RuleSet.None,
            names => target.CreateEnvelope(new PayloadOrigin(kind, "s3://logs/a"), names),
            names => new OcsfEvents(kind, names, Configured.Noon.GetUtcNow()));
        var record = new RawRecord { Bytes = Encoding.UTF8.GetBytes(line) };
        return mapper.Map(record, Encoding.ASCII.GetBytes(Id), output ?? new ByteWriter(0));
    }

    private static (IDestination Destination, IReadOnlyList<string> Problems) Create(
        string destination, (string Name, string Text)[] settings)
    {
        (string Name, string Text)[] needed =
        [
            ("SPLUNK_HEC_URL", "https://splunk.example.com:8088"), ("SPLUNK_HEC_TOKEN", "token"), ("DD_API_KEY", "key"),
            ("SUMO_URL", "https://collectors.sumologic.com/receiver/v1/http/code"), ("SUMO_OVERSIZE", "split"),
            ("ELASTICSEARCH_URL", "https://elastic.example.com:9200"), ("ELASTICSEARCH_API_KEY", "key"),
        ];
        var reader = new SettingsReader(needed.Concat(settings)
            .ToDictionary(setting => setting.Name, setting => setting.Text));
        var context = new DestinationContext(Configured.Datasets, AllowsHttp: false, Guid.Empty)
        {
            Schema = RecordSchema.Ocsf,
            Time = Configured.Noon,
        };
        IDestination created =
            Configured.Modules.Single(module => module.Name == destination).Create(reader, context);
        return (created, reader.Problems);
    }
}
