using System.Text;
using Connectors.Delivery;

namespace Connectors.Destinations.Tests;

public sealed class ElasticVerdictTests
{
    private const string Created = """{"create":{"status":201}}""";
    private const string Forbidden = """{"create":{"status":403,"error":{"type":"security_exception"}}}""";

    [Theory]
    [InlineData(200, "<html></html>", typeof(Verdict.Misconfigured))]
    [InlineData(200, "{}", typeof(Verdict.Misconfigured))]
    [InlineData(201, "", typeof(Verdict.Misconfigured))]
    [InlineData(302, "", typeof(Verdict.Misconfigured))]
    [InlineData(400, "", typeof(Verdict.Misconfigured))]
    [InlineData(401, "", typeof(Verdict.CredentialsRefused))]
    [InlineData(403, "", typeof(Verdict.CredentialsRefused))]
    [InlineData(404, "", typeof(Verdict.Misconfigured))]
    [InlineData(406, "", typeof(Verdict.Misconfigured))]
    [InlineData(413, "", typeof(Verdict.TooLarge))]
    [InlineData(415, "", typeof(Verdict.Misconfigured))]
    public void Every_answer_about_the_whole_has_its_verdict(int http, string body, Type verdict) =>
        Assert.IsType(verdict, Judge(http, body, 1));

    [Theory]
    [InlineData(408, true)]
    [InlineData(429, false)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    public void What_may_pass_is_tried_again(int http, bool mayBeTaken) =>
        Assert.Equal(new Verdict.TryAgain($"{http}", TimeSpan.FromSeconds(7), mayBeTaken), Judge(http, "", 1));

    [Fact]
    public void Every_document_is_judged_by_itself()
    {
        (string Item, RecordVerdict Verdict)[] cases =
        [
            (Created, new RecordVerdict(RecordOutcome.Delivered)),
            (
                """{"create":{"status":200,"failure_store":"not_applicable_or_unknown"}}""",
                new RecordVerdict(RecordOutcome.Delivered)),
            (
                """{"create":{"status":201,"failure_store":"used"}}""",
                new RecordVerdict(RecordOutcome.Delivered, "failure_store_used")),
            (Item(409, "version_conflict_engine_exception"), new RecordVerdict(RecordOutcome.Duplicate)),
            (Item(409, "something_else"), new RecordVerdict(RecordOutcome.Again, "409/something_else")),
            (
                Item(400, "document_parsing_exception"),
                new RecordVerdict(RecordOutcome.Rejected, "400/document_parsing_exception")),
            (Item(413, "too_large"), new RecordVerdict(RecordOutcome.Rejected, "413/too_large")),
            (
                Item(429, "es_rejected_execution_exception"),
                new RecordVerdict(RecordOutcome.Again, "429/es_rejected_execution_exception")),
            (
                Item(503, "unavailable_shards_exception"),
                new RecordVerdict(RecordOutcome.Again, "503/unavailable_shards_exception")),
            (Forbidden, new RecordVerdict(RecordOutcome.Again, "403/security_exception")),
        ];
        var apart =
            Assert.IsType<Verdict.EachApart>(Judge(200, Reply([.. cases.Select(one => one.Item)]), cases.Length));
        Assert.Equal(cases.Select(one => one.Verdict), apart.Records);
        Assert.True(apart.MustWait);
    }

    [Fact]
    public void What_is_refused_for_good_need_not_wait() =>
        Assert.False(Assert.IsType<Verdict.EachApart>(Judge(200, Reply(Created, Item(400, "x")), 2)).MustWait);

    [Fact]
    public void When_all_documents_are_created_all_is_accepted() =>
        Assert.Equal(new Verdict.Accepted(), Judge(200, Reply(Created, Created), 2));

    [Fact]
    public void A_reply_with_all_its_members_is_read_like_a_filtered_one()
    {
        const string reply = """
            {"took":3,"ingest_took":1,"errors":true,"items":[
            {"create":{"_index":".ds-logs-x-1","_id":"a","_version":1,"result":"created",
            "_shards":{"total":2,"failed":0},"status":201}},
            {"create":{"_index":".ds-logs-x-1","_id":"b","status":400,
            "error":{"type":"document_parsing_exception","reason":"a \"quoted\" one",
            "caused_by":{"type":"illegal_argument_exception","reason":"x","status":1}}}}]}
            """;
        Assert.Equal(
            [
                new RecordVerdict(RecordOutcome.Delivered),
                new RecordVerdict(RecordOutcome.Rejected, "400/document_parsing_exception"),
            ],
            Assert.IsType<Verdict.EachApart>(Judge(200, reply, 2)).Records);
    }

    [Fact]
    public void When_no_document_may_be_created_it_is_no_fault_of_the_records() => Assert.Equal(
        new Verdict.Misconfigured(
            "403/security_exception",
            "no document may be created: check the privileges, the data stream and the space on disk"),
        Judge(200, Reply(Forbidden, Forbidden), 2));

    [Theory]
    [InlineData("""{"errors":false,"items":[{"create":{"status":201}}]}""", "200/incomplete")]
    [InlineData("""{"errors":false,"items":[{"create":{"status":201}},{"create":{"sta""", "200/damaged")]
    [InlineData("""{"errors":false,"items":[{"create":{"status":"ok"}},{"create":{"status":201}}]}""", "200/damaged")]
    public void A_reply_that_does_not_tell_of_every_document_is_no_success(string body, string reason) =>
        Assert.Equal(new Verdict.TryAgain(reason, MayBeTaken: true), Judge(200, body, 2));

    [Theory]
    [InlineData("elasticsearch", 200, """{"version":{"number":"9.1.0"},"tagline":"You Know, for Search"}""", null)]
    [InlineData(
        "elasticsearch", 200, """{"version":{"distribution":"opensearch"}}""",
        "this is OpenSearch: set ELASTIC_FLAVOR to it")]
    [InlineData(
        "elasticsearch", 200, "<html></html>",
        "200: this is not the answer of Elasticsearch or OpenSearch: check ELASTICSEARCH_URL")]
    [InlineData(
        "elasticsearch", 200, "[]",
        "200: this is not the answer of Elasticsearch or OpenSearch: check ELASTICSEARCH_URL")]
    [InlineData("elasticsearch", 403, "", null)]
    [InlineData(
        "elasticsearch", 401, "",
        "401: the credentials were refused: check ELASTICSEARCH_API_KEY, or the user and the password")]
    [InlineData(
        "elasticsearch", 502, "",
        "502: this is not the answer of Elasticsearch or OpenSearch: check ELASTICSEARCH_URL")]
    public void A_probe_is_well_when_the_right_one_answers(string flavor, int http, string body, string? problem) =>
        Assert.Equal(
        problem,
        Configured.Create("elastic", [.. Configured.Everything["elastic"], ("ELASTIC_FLAVOR", flavor)])
            .JudgeProbe(new HttpReply(http, Encoding.UTF8.GetBytes(body), null)));

    private static string Item(int status, string type) =>
        "{\"create\":{\"status\":" + status + ",\"error\":{\"type\":\"" + type + "\"}}}";

    private static string Reply(params string[] items) => $$"""{"errors":true,"items":[{{string.Join(',', items)}}]}""";

    private static Verdict Judge(int http, string body, int records) =>
        Configured.Create("elastic", Configured.Everything["elastic"]).Judge(
            new HttpReply(http, Encoding.UTF8.GetBytes(body), TimeSpan.FromSeconds(7)), new SentBody(records, 10_000));
}
