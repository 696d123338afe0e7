using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class ElasticBulkTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    private const string Document = """{"@timestamp":"2026-11-23T01:00:00Z"}""";

    private ElasticSender Elastic { get; } = new(intake);

    private Task<IntakeArrivals> Arrivals => Intake.ArrivalsAsync("elastic");

    [Fact]
    public async Task Each_action_has_its_own_result_in_order()
    {
        IntakeAnswer answer = await Elastic.BulkAsync(
            ElasticSender.Create("1") + ElasticSender.Create("1") + ElasticSender.Create("2", "{}"));
        Assert.Equal(200, answer.Status);
        Assert.True((bool)answer.Json["errors"]!);
        Assert.Equal(
            ["201", "409 version_conflict_engine_exception", "400 document_parsing_exception"],
            ElasticSender.Items(answer));
        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((1, 1, 1), (arrivals.Events, arrivals.AlreadyThere, arrivals.Refused));
        Assert.Equal("2026-11-23T01:00:00Z", arrivals.FirstEventTime);
    }

    [Fact]
    public async Task A_result_tells_the_backing_index_and_the_id()
    {
        IntakeAnswer answer = await Elastic.BulkAsync(ElasticSender.Create("v1-a"));
        JToken item = answer.Json["items"]!.Single()["create"]!;
        Assert.Matches(
            @"^\.ds-logs-cloudflare\.http_requests-default-\d{4}\.\d\d\.\d\d-000001$", (string?)item["_index"]);
        Assert.Equal(("v1-a", "created", 1), ((string?)item["_id"], (string?)item["result"], (int)item["_version"]!));
        Assert.Equal(["v1-a"], await Intake.IdsAsync());
        Assert.Equal([ElasticSender.Stream], (await Arrivals).BySource.Keys);
    }

    [Fact]
    public async Task After_a_rollover_the_same_id_is_taken_again()
    {
        string[] statuses = ["201", "409 version_conflict_engine_exception", "201"];
        for (int generation = 0; generation < statuses.Length; generation++)
        {
            IntakeAnswer answer = await Elastic.BulkAsync(ElasticSender.Create("1"));
            Assert.Equal([statuses[generation]], ElasticSender.Items(answer));
            if (generation == 1)
            {
                await Intake.RollOverAsync();
            }
        }

        IntakeArrivals arrivals = await Arrivals;
        Assert.Equal((2, 1), (arrivals.Events, arrivals.Duplicates));
        IntakeAnswer streams = await Elastic.SendAsync(HttpMethod.Get, "_data_stream/logs-*");
        Assert.Equal(2, (int)streams.Json["data_streams"]!.Single()["generation"]!);
    }

    [Fact]
    public async Task A_good_action_before_a_wrong_one_is_not_done()
    {
        IntakeAnswer answer = await Elastic.BulkAsync(ElasticSender.Create("1") + "{\"upsert\":{}}\n{}\n");
        Assert.Equal(400, answer.Status);
        Assert.Contains("line [3]", answer.Body, StringComparison.Ordinal);
        Assert.Equal(0, (await Arrivals).Events);
    }

    [Fact]
    public async Task A_document_without_an_id_gets_one()
    {
        IntakeAnswer answer = await Elastic.BulkAsync($$$"""{"create":{}}""" + $"\n{Document}\n");
        Assert.Equal(20, ((string)answer.Json["items"]![0]!["create"]!["_id"]!).Length);
        Assert.Equal(1, (await Arrivals).WithoutId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\n\n")]
    [InlineData("{\"create\":{}}\n{}")]
    [InlineData("{\"create\":{}}\n")]
    [InlineData("text\n{}\n")]
    [InlineData("[1]\n{}\n")]
    [InlineData("{\"upsert\":{}}\n{}\n")]
    [InlineData("{\"create\":5}\n{}\n")]
    [InlineData("{\"create\":{},\"index\":{}}\n{}\n")]
    [InlineData("{\"create\":{\"_type\":\"_doc\"}}\n{}\n")]
    [InlineData("{\"create\":{\"_id\":\"\"}}\n{}\n")]
    public async Task A_wrong_action_makes_the_whole_request_bad(string body)
    {
        IntakeAnswer answer = await Elastic.BulkAsync(body);
        Assert.Equal((400, 400), (answer.Status, (int)answer.Json["status"]!));
        Assert.NotNull(answer.Json["error"]!["reason"]);
        Assert.Equal(0, (await Arrivals).Events);
    }

    [Theory]
    [InlineData(512, 200)]
    [InlineData(513, 400)]
    public async Task An_id_has_512_bytes_at_most(int bytes, int status) =>
        Assert.Equal(status, (await Elastic.BulkAsync(ElasticSender.Create(new string('x', bytes)))).Status);

    [Theory]
    [InlineData("index")]
    [InlineData("update")]
    public async Task A_data_stream_only_takes_create(string operation)
    {
        IntakeAnswer answer = await Elastic.BulkAsync($$$"""{"{{{operation}}}":{"_id":"1"}}""" + $"\n{Document}\n");
        Assert.Equal(["400 illegal_argument_exception"], ElasticSender.Items(answer));
    }

    [Fact]
    public async Task A_name_that_no_data_stream_has_becomes_an_index()
    {
        IntakeAnswer answer = await Elastic.BulkAsync(ElasticSender.Create("1", "{}"), "cloudflare/_bulk");
        Assert.Equal("cloudflare", (string?)answer.Json["items"]![0]!["create"]!["_index"]);
        IntakeAnswer required = await Elastic.BulkAsync(
            ElasticSender.Create("2", "{}"), "cloudflare/_bulk?require_data_stream=true");
        Assert.Equal(["404 index_not_found_exception"], ElasticSender.Items(required));
    }

    [Theory]
    [InlineData("Logs")]
    [InlineData("-logs")]
    [InlineData("logs?")]
    public async Task A_wrong_name_fails_the_item(string index)
    {
        string body = $$$"""{"create":{"_index":"{{{index}}}"}}""" + "\n{}\n";
        Assert.Equal(
            ["400 invalid_index_name_exception"], ElasticSender.Items(await Elastic.BulkAsync(body, "_bulk")));
    }

    [Fact]
    public async Task Every_so_many_th_item_is_rejected_and_taken_when_it_comes_again()
    {
        await Intake.SetElasticAsync("""{"rejectEvery":2}""");
        IntakeAnswer first = await Elastic.BulkAsync(
            ElasticSender.Create("1") + ElasticSender.Create("2") + ElasticSender.Create("3"));
        Assert.Equal(["201", "429 es_rejected_execution_exception", "201"], ElasticSender.Items(first));
        await Intake.SetElasticAsync("""{"rejectEvery":0}""");
        Assert.Equal(["201"], ElasticSender.Items(await Elastic.BulkAsync(ElasticSender.Create("2"))));
        Assert.Equal((3, 0), ((await Arrivals).DistinctIds, (await Arrivals).Refused));
    }

    [Theory]
    [InlineData("errors", """{"errors":false}""")]
    [InlineData("items.*.status", """{"items":[{"create":{"status":201}}]}""")]
    [InlineData("errors,items.*.status,items.*.error", """{"errors":false,"items":[{"create":{"status":201}}]}""")]
    [InlineData("**.result", """{"items":[{"create":{"result":"created"}}]}""")]
    [InlineData("nothing", "{}")]
    [InlineData("-took,-items", """{"errors":false}""")]
    public async Task The_answer_has_only_what_the_filter_names(string filter, string expected)
    {
        IntakeAnswer answer = await Elastic.BulkAsync(
            ElasticSender.Create("1"), $"{ElasticSender.Stream}/_bulk?filter_path={filter}");
        Assert.Equal(expected, answer.Body);
    }

    [Fact]
    public async Task A_pipeline_must_be_there()
    {
        string path = $"{ElasticSender.Stream}/_bulk?pipeline=cloudflare";
        Assert.Equal(
            ["400 illegal_argument_exception"],
            ElasticSender.Items(await Elastic.BulkAsync(ElasticSender.Create("1"), path)));
        await Elastic.PutAsync("_ingest/pipeline/cloudflare", """{"processors":[{"set":{"field":"a","value":1}}]}""");
        Assert.Equal(["201"], ElasticSender.Items(await Elastic.BulkAsync(ElasticSender.Create("1"), path)));
        Assert.Equal(
            ["201"],
            ElasticSender.Items(await Elastic.BulkAsync(
                ElasticSender.Create("2"), $"{ElasticSender.Stream}/_bulk?pipeline=_none")));
    }
}
