using System.Text;

namespace Connectors.Records.Tests;

public sealed class DatasetTests
{
    private static readonly DatasetCatalog Catalog = DatasetCatalog.Load();

    [Fact]
    public void Every_dataset_file_is_read()
    {
        Assert.Equal(["firewall_events", "http_requests"], Catalog.All.Select(dataset => dataset.Name));
        Assert.Equal(123, Catalog.Find("http_requests")!.Fields.Count);
        Assert.Equal(47, Catalog.Find("firewall_events")!.Fields.Count);
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
    [InlineData("""{"ClientIP":"::1","EdgeStartTimestamp":1,"RayID":"8f"}""", "http_requests")]
    [InlineData("""{"Action":"block","ClientIP":"::1","Datetime":1,"RayID":"8f"}""", "firewall_events")]
    [InlineData("""[{"Action":"block"},{"Datetime":1,"RuleID":"x"}]""", "firewall_events")]
    [InlineData("\"EdgeStartTimestamp\",\"RayID\"\n1,\"8f\"\n", "http_requests")]
    [InlineData("""{"ClientIP":"::1","RayID":"8f"}""", "unknown")] // both have these: nothing tells them apart
    [InlineData("""{"message":"something else"}""", "unknown")]
    [InlineData("not json\n{\"EdgeStartTimestamp\":1,\"ZoneName\":\"x\",\"New\":1}", "http_requests")]
    [InlineData("", "unknown")]
    public void The_field_names_tell_the_dataset(string head, string dataset)
    {
        var detector = new DatasetDetector(Catalog, new Dictionary<string, string>());
        Assert.Equal(dataset, detector.FromRecords(Some.Utf8(head), maxRecordBytes: 1024).Name);
    }

    [Theory]
    [InlineData("\"type\": \"text\"", "A has the unknown type 'text'; use string, int")]
    [InlineData("\"type\": \"int\", \"unit\": \"hours\"", "A has the unknown unit 'hours'; use bytes, ns")]
    public void A_wrong_field_is_refused_with_the_file_and_the_reason(string members, string reason) =>
        AssertRefused(File(fields: $$"""{ "name": "A", {{members}}, "common": "a" }"""), reason);

    [Fact]
    public void Names_that_stand_twice_or_lead_nowhere_are_refused()
    {
        const string field = """{ "name": "A", "type": "int", "common": "a" }""";
        AssertRefused(File(fields: field + "," + field), "two fields have the same name");
        AssertRefused(File(fields: field, time: "B"), "'B' is used but is not a field");
        AssertRefused(
            File(fields: field + """, { "name": "B", "type": "int", "common": "a" }"""), "'a' is given twice");
        AssertRefused(
            File(fields: field, derived: """{ "common": "c", "value": { "first": ["A", "X"] } }"""),
                "'X' is used but is not a field");
        AssertRefused(
            File(fields: field, derived: """{ "common": "c", "value": { "twist": "A" } }"""), "'twist' is not a verb");
    }

    private static string File(string fields, string time = "A", string derived = "") => $$"""
        { "dataset": "d", "title": "D", "time": ["{{time}}"], "constants": {}, "fields": [{{fields}}],
        "derived": [{{derived}}] }
        """;

    private static void AssertRefused(string json, string reason)
    {
        string message =
            Assert.Throws<InvalidDataException>(() => DatasetReader.Read("Datasets/d.json", Some.Utf8(json))).Message;
        Assert.StartsWith("Datasets/d.json: " + reason, message);
    }
}
