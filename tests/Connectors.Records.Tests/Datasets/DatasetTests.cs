using System.Text;

namespace Connectors.Records.Tests;

public sealed class DatasetTests
{
    private static readonly DatasetCatalog Catalog = DatasetCatalog.Load();

    public static TheoryData<string> Names { get; } = new(Catalog.Names);

    [Fact]
    public void Every_dataset_of_Logpush_is_known()
    {
        Assert.Equal(37, Catalog.Names.Count());
        Assert.Equal(Catalog.Names, Catalog.All.Select(dataset => dataset.Name));
        Assert.Equal(["audit_logs", "audit_logs_v2"], Catalog.All.Where(dataset => dataset.IsAudit).Select(dataset =>
            dataset.Name));
    }

    [Theory]
    [InlineData("logs/http_requests/20261122/20261122T120000Z_20261122T120100Z_1.log.gz", "http_requests")]
    [InlineData("http_requests-20261122.log.gz", "http_requests")]
    [InlineData("zone/firewall_events/x", "firewall_events")]
    [InlineData("zone/my_http_requests_old/x", null)]
    [InlineData("20261122/20261122T120000Z_20261122T120100Z_1.log.gz", null)]
    public void The_key_tells_the_dataset_when_it_is_a_word_of_it(string key, string? dataset) =>
        Assert.Equal(dataset, new DatasetDetector(Catalog, new Dictionary<string, string>()).FromKey(key)?.Name);

    [Theory]
    [InlineData("a/http_requests/x", "firewall_events")]
    [InlineData("a/b/x", "unknown")]
    [InlineData("http_requests/x", "http_requests")]
    public void A_route_goes_before_the_key_and_the_longest_one_wins(string key, string dataset)
    {
        var routes = new Dictionary<string, string> { ["a/"] = "firewall_events", ["a/b/"] = "unknown" };
        Assert.Equal(dataset, new DatasetDetector(Catalog, routes).FromKey(key)?.Name);
    }

    [Theory]
    [InlineData("""{"ClientRequestURI":"/","EdgeStartTimestamp":1,"RayID":"8f"}""", "http_requests")]
    [InlineData(
        """{"ClientIP":"::1","EdgeStartTimestamp":1,"RayID":"8f"}""", "http_requests")] // websocket_analytics is small
    [InlineData("""{"Datetime":1,"SourceIP":"::1","UserID":"x"}""", "unknown")] // gateway_http or gateway_network
    [InlineData("""{"Action":"block","ClientIP":"::1","Datetime":1,"RayID":"8f"}""", "firewall_events")]
    [InlineData("""[{"Action":"block"},{"Datetime":1,"RuleID":"x"}]""", "firewall_events")]
    [InlineData("\"EdgeStartTimestamp\",\"ClientRequestURI\"\n1,\"/\"\n", "http_requests")]
    [InlineData("""{"ClientIP":"::1","RayID":"8f"}""", "unknown")] // both have these: nothing tells them apart
    [InlineData("""{"message":"something else"}""", "unknown")]
    [InlineData("not json\n{\"EdgeStartTimestamp\":1,\"ZoneName\":\"x\",\"BotScore\":1,\"New\":1}", "http_requests")]
    [InlineData("", "unknown")]
    public void The_field_names_tell_the_dataset(string head, string dataset)
    {
        var detector = new DatasetDetector(Catalog, new Dictionary<string, string>());
        Assert.Equal(dataset, detector.FromRecords(Some.Utf8(head), maxRecordBytes: 1024).Name);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_key_and_the_field_names_tell_every_dataset_apart(string name)
    {
        var detector = new DatasetDetector(Catalog, new Dictionary<string, string>());
        Assert.Equal(name, detector.FromKey($"logs/{name}/20261122/20261122T120000Z_20261122T120100Z_1.log.gz")?.Name);
        Assert.Equal(name, detector.FromKey($"{name}/x")?.Name);

        IEnumerable<string> members = Catalog.Find(name)!.Fields.Where(field => !field.IsDeprecated).Select(field =>
            $"\"{field.Name}\":1");
        Assert.Equal(name, detector.FromRecords(Some.Utf8($"{{{string.Join(',', members)}}}"), maxRecordBytes: 65536)
            .Name);
    }

    [Theory]
    [InlineData("\"type\": \"text\"", "A has the unknown type 'text'; use string, int")]
    [InlineData("\"type\": \"string\", \"form\": \"bold\"", "A has the unknown form 'bold'; use upper, lower, host")]
    [InlineData("\"type\": \"int\", \"unit\": \"hours\"", "A has the unknown unit 'hours'; use bytes, ns")]
    public void A_wrong_field_is_refused_with_the_file_the_line_and_the_reason(string members, string reason) =>
        AssertRefused(3, File($$"""{ "name": "A", {{members}}, "common": "event.id" }"""), reason);

    [Theory]
    [InlineData(4, "\"A\", \"type\": \"int\", \"common\": \"event.code\"", "two fields have the name 'A'")]
    [InlineData(4, "\"B\", \"type\": \"int\", \"common\": \"event.id\"", "'event.id' is given twice")]
    [InlineData(3, "\"B\", \"type\": \"int\", \"common\": \"event.id.x\"", "'event.id' is a value and a group")]
    [InlineData(4, "\"B\", \"type\": \"int\", \"common\": \".other\"", "'cloudflare.d.other' is given twice")]
    [InlineData(4, "\"B\", \"type\": \"int\", \"common\": \"evnt.id\"", "'evnt.id' is neither a name of ECS")]
    [InlineData(4, "\"B\", \"type\": \"int\", \"common\": \"cloudflare.e.x\"", "'cloudflare.e.x' is neither")]
    [InlineData(4, "\"B\", \"type\": \"int\", \"common\": \"event.\"", "'event.' is not a name")]
    [InlineData(4, "\"B\", \"type\": \"int\"", "The given key was not present")]
    [InlineData(4, "7", "The requested operation requires an element of type 'String'")]
    [InlineData(4, "\"B\", \"type\": 7, \"common\": \"event.code\"", "The requested operation requires")]
    public void A_second_field_that_is_wrong_is_refused_with_the_line(int line, string members, string reason) =>
        AssertRefused(line, File(A + ",\n{ \"name\": " + members + " }"), reason);

    [Fact]
    public void Names_that_lead_nowhere_are_refused_with_the_line()
    {
        AssertRefused(2, File(A, time: "B"), "'B' is used but is not a field");
        AssertRefused(
            3, File(A.Replace("time", "int", StringComparison.Ordinal)), "A tells the event's time but has the type");
        AssertRefused(
            3,
            File(
                A.Replace("event.id", "@timestamp", StringComparison.Ordinal)
                    + """, { "name": "B", "type": "time", "common": "event.end" }""",
                time: "A\", \"B"),
            "A is called '@timestamp', but it is one of several");
        AssertRefused(
            4,
            File(A, derived: """{ "common": "url.full", "value": { "first": ["A", "X.y"] } }"""),
            "'X' is used but is not a field");
        AssertRefused(
            4,
            File(A, derived: """{ "common": "url.full", "value": { "twist": "A" } }"""),
            "url.full: 'twist' is not a verb");
        AssertRefused(3, "{\n\"dataset\": \n}", "'}' is an invalid start of a value");
        AssertRefused(1, "{}", "'dataset' is missing");
    }

    private const string A = """{ "name": "A", "type": "time", "common": "event.id" }""";

    private static string File(string fields, string time = "A", string derived = "") => $$"""
        { "dataset": "d", "title": "D", "constants": {},
        "time": ["{{time}}"],
        "fields": [{{fields}}],
        "derived": [{{derived}}] }
        """;

    private static void AssertRefused(int line, string json, string reason)
    {
        string message =
            Assert.Throws<InvalidDataException>(() => DatasetReader.Read("Datasets/d.json", Some.Utf8(json))).Message;
        Assert.StartsWith($"Datasets/d.json: line {line}: {reason}", message);
    }
}
