namespace Connectors.EndToEnd.LocalIntake;

public sealed class ElasticDocumentTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    private const string Bad = "400 document_parsing_exception";

    private ElasticSender Elastic { get; } = new(intake);

    [Theory]
    [InlineData("""{"@timestamp":"2026-11-23T01:00:00Z"}""", "201")]
    [InlineData("""{"@timestamp":"2026-11-23T01:00:00.123456789Z"}""", "201")]
    [InlineData("""{"@timestamp":1795395600000}""", "201")]
    [InlineData("""{"@timestamp":"yesterday"}""", Bad)]
    [InlineData("""{"@timestamp":null}""", Bad)]
    [InlineData("""{"@timestamp":["2026-11-23T01:00:00Z","2026-11-23T01:00:01Z"]}""", Bad)]
    [InlineData("""{"timestamp":"2026-11-23T01:00:00Z"}""", Bad)]
    [InlineData("""{"@timestamp":"2026-11-23T01:00:00Z" """, Bad)]
    [InlineData("""{"@timestamp":1,"a":1,"a":2}""", Bad)]
    [InlineData("""{"@timestamp":1,"a":[{"b":1},{"b":2}]}""", "201")]
    [InlineData("""{"@timestamp":"2026-11-23 01:00:00"}""", Bad)]
    [InlineData("[]", Bad)]
    [InlineData("text", Bad)]
    public async Task A_data_stream_needs_an_object_with_one_timestamp(string document, string result)
    {
        IntakeAnswer answer = await Elastic.BulkAsync(ElasticSender.Create("1", document));
        Assert.Equal([result], ElasticSender.Items(answer));
        string? store = (string?)answer.Json["items"]![0]!["create"]!["failure_store"];
        Assert.Equal(result == Bad ? "not_enabled" : null, store);
    }

    [Theory]
    [InlineData("\"host\":{\"name\":\"a\"}", "\"host\":{\"name\":\"b\"}", "201")]
    [InlineData("\"host\":{\"name\":\"a\"}", "\"host.name\":\"b\"", "201")]
    [InlineData("\"host\":{\"name\":\"a\"}", "\"host\":\"b\"", Bad)]
    [InlineData("\"host.name\":\"a\"", "\"host\":\"b\"", Bad)]
    [InlineData("\"host\":\"a\"", "\"host\":{\"name\":\"b\"}", Bad)]
    [InlineData("\"host\":\"a\"", "\"host.name\":\"b\"", Bad)]
    [InlineData("\"n\":1", "\"n\":\"2\"", "201")]
    [InlineData("\"n\":1", "\"n\":[3,\"4\"]", "201")]
    [InlineData("\"n\":1", "\"n\":\"many\"", Bad)]
    [InlineData("\"n\":1", "\"n\":null", "201")]
    [InlineData("\"n\":1", "\"n\":true", Bad)]
    [InlineData("\"b\":true", "\"b\":\"false\"", "201")]
    [InlineData("\"b\":true", "\"b\":\"maybe\"", Bad)]
    [InlineData("\"s\":\"a\"", "\"s\":5", "201")]
    public async Task A_field_keeps_the_type_of_its_first_value(string first, string second, string result)
    {
        const string time = "\"@timestamp\":\"2026-11-23T01:00:00Z\"";
        IntakeAnswer answer = await Elastic.BulkAsync(
            ElasticSender.Create("1", $"{{{time},{first}}}") + ElasticSender.Create("2", $"{{{time},{second}}}"));
        Assert.Equal(["201", result], ElasticSender.Items(answer));
    }

    [Theory]
    [InlineData("\"client\":{\"ip\":\"192.0.2.1\"}", "201")]
    [InlineData("\"client.ip\":\"2001:db8::1\"", "201")]
    [InlineData("\"client\":{\"ip\":\"nowhere\"}", Bad)]
    [InlineData("\"bytes\":\"12\"", "201")]
    [InlineData("\"bytes\":\"some\"", Bad)]
    [InlineData("\"labels\":{\"any\":{\"thing\":1}}", "201")]
    [InlineData("\"labels\":\"text\"", Bad)]
    [InlineData("\"created\":\"2026-11-23T01:00:00Z\"", "201")]
    [InlineData("\"created\":\"never\"", Bad)]
    [InlineData("\"other\":1", "400 strict_dynamic_mapping_exception")]
    public async Task A_template_says_the_types(string member, string result)
    {
        await Elastic.PutAsync("_component_template/cloudflare-fields", """
            {"template":{"mappings":{"properties":{"client":{"properties":{"ip":{"type":"ip"}}},
             "bytes":{"type":"long"},"labels":{"type":"flattened"}}}}}
            """);
        IntakeAnswer put = await Elastic.PutAsync("_index_template/cloudflare", """
            {"index_patterns":["logs-cloudflare.*"],"priority":500,"data_stream":{},"composed_of":["cloudflare-fields"],
             "template":{"mappings":{"dynamic":"strict","properties":{"created":{"type":"date"}}}}}
            """);
        Assert.Equal((200, """{"acknowledged":true}"""), (put.Status, put.Body));
        IntakeAnswer answer = await Elastic.BulkAsync(
            ElasticSender.Create("1", $$"""{"@timestamp":"2026-11-23T01:00:00Z",{{member}}}"""));
        Assert.Equal([result], ElasticSender.Items(answer));
    }

    [Fact]
    public async Task With_a_failure_store_a_bad_document_is_called_created()
    {
        await Intake.SetElasticAsync("""{"usesFailureStore":true}""");
        IntakeAnswer answer = await Elastic.BulkAsync(ElasticSender.Create("1", "{}") + ElasticSender.Create("2"));
        Assert.False((bool)answer.Json["errors"]!);
        Assert.Equal(["201", "201"], ElasticSender.Items(answer));
        Assert.Equal("used", (string?)answer.Json["items"]![0]!["create"]!["failure_store"]);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync("elastic");
        Assert.Equal((1, 1, 0), (arrivals.Events, arrivals.Diverted, arrivals.Refused));
    }

    [Fact]
    public async Task A_knob_refuses_documents_by_their_id()
    {
        await Intake.SetFaultsAsync("""{"refuseEvery":1}""");
        Assert.Equal([Bad], ElasticSender.Items(await Elastic.BulkAsync(ElasticSender.Create("1"))));
    }
}
