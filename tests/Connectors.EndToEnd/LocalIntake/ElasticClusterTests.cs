using System.Text;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class ElasticClusterTests(IntakeProcess intake) : IntakeTest(intake), IClassFixture<IntakeProcess>
{
    private ElasticSender Elastic { get; } = new(intake);

    [Theory]
    [InlineData("elasticsearch", null, "Elasticsearch")]
    [InlineData("opensearch", "opensearch", null)]
    public async Task The_root_tells_the_product(string flavour, string? distribution, string? header)
    {
        await Intake.SetElasticAsync($$"""{"flavour":"{{flavour}}"}""");
        Elastic.Headers["Authorization"] = Basic("elastic:local-intake-password");
        IntakeAnswer answer = await Elastic.SendAsync(HttpMethod.Get, "");
        Assert.Equal(distribution, (string?)answer.Json["version"]!["distribution"]);
        Assert.Equal(header, answer.Headers.GetValueOrDefault("X-Elastic-Product"));
        Assert.Equal(200, (await Elastic.SendAsync(HttpMethod.Head, "")).Status);
    }

    [Fact]
    public async Task A_browser_gets_the_page_at_the_root()
    {
        Elastic.Headers.Clear();
        Elastic.Headers["Accept"] = "text/html";
        Assert.StartsWith(
            "<!doctype html>", (await Elastic.SendAsync(HttpMethod.Get, "")).Body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("elasticsearch", "ApiKey", "local-intake-id:local-intake-key", 200)]
    [InlineData("elasticsearch", "ApiKey", "local-intake-id:wrong", 401)]
    [InlineData("elasticsearch", "Basic", "elastic:local-intake-password", 200)]
    [InlineData("elasticsearch", "Basic", "elastic:wrong", 401)]
    [InlineData("elasticsearch", "Bearer", "token", 401)]
    [InlineData("opensearch", "Basic", "elastic:local-intake-password", 200)]
    [InlineData("opensearch", "ApiKey", "local-intake-id:local-intake-key", 401)]
    public async Task Credentials_are_a_key_or_a_user(string flavour, string scheme, string secret, int status)
    {
        await Intake.SetElasticAsync($$"""{"flavour":"{{flavour}}"}""");
        await Elastic.PutAsync("_index_template/t", """{"index_patterns":["logs-*"],"data_stream":{}}""");
        Elastic.Headers["Authorization"] = $"{scheme} {Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))}";
        IntakeAnswer answer = await Elastic.BulkAsync(ElasticSender.Create("1"));
        Assert.Equal(status, answer.Status);
        Assert.Equal(status == 401, answer.Headers.ContainsKey("WWW-Authenticate"));
    }

    [Theory]
    [InlineData("elasticsearch", "application/json", 200)]
    [InlineData("elasticsearch", "application/vnd.elasticsearch+x-ndjson; compatible-with=9", 200)]
    [InlineData("elasticsearch", "application/vnd.elasticsearch+x-ndjson; compatible-with=7", 415)]
    [InlineData("elasticsearch", "text/plain", 415)]
    [InlineData("opensearch", "application/x-ndjson", 200)]
    [InlineData("opensearch", "application/vnd.elasticsearch+x-ndjson; compatible-with=9", 406)]
    public async Task The_content_type_is_looked_at(string flavour, string type, int status)
    {
        await Intake.SetElasticAsync($$"""{"flavour":"{{flavour}}"}""");
        Elastic.Headers["Authorization"] = Basic("elastic:local-intake-password");
        Elastic.Headers["Content-Type"] = type;
        Assert.Equal(status, (await Elastic.BulkAsync(ElasticSender.Create("1"), "some/_bulk")).Status);
    }

    [Theory]
    [InlineData("gzip", 200)]
    [InlineData("deflate", 415)]
    [InlineData("zstd", 415)]
    public async Task Only_gzip_is_taken(string coding, int status)
    {
        Elastic.Headers["Content-Encoding"] = coding;
        byte[] packed = IntakeSender.Encode(coding, Encoding.UTF8.GetBytes(ElasticSender.Create("1")));
        Assert.Equal(
            status, (await Elastic.SendAsync(HttpMethod.Post, $"{ElasticSender.Stream}/_bulk", packed)).Status);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413_without_words()
    {
        await Intake.SetElasticAsync("""{"maxBodyBytes":1000}""");
        IntakeAnswer answer = await Elastic.BulkAsync(string.Concat(Enumerable.Repeat(ElasticSender.Create("1"), 20)));
        Assert.Equal((413, ""), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task Full_the_whole_request_is_429()
    {
        await Intake.SetFaultsAsync("""{"script":[{"status":429,"retryAfter":"2"}]}""");
        IntakeAnswer answer = await Elastic.BulkAsync(ElasticSender.Create("1"));
        Assert.Equal(
            (429, "es_rejected_execution_exception", "2"),
            (answer.Status, (string?)answer.Json["error"]!["type"], answer.Headers["Retry-After"]));
    }

    [Theory]
    [InlineData("elasticsearch", "require_data_stream=true", 200)]
    [InlineData("opensearch", "require_data_stream=true", 400)]
    [InlineData("elasticsearch", "pretend=true", 400)]
    public async Task An_unknown_parameter_is_refused(string flavour, string query, int status)
    {
        await Intake.SetElasticAsync($$"""{"flavour":"{{flavour}}"}""");
        Elastic.Headers["Authorization"] = Basic("elastic:local-intake-password");
        IntakeAnswer answer = await Elastic.BulkAsync(
            ElasticSender.Create("1"), $"{ElasticSender.Stream}/_bulk?{query}");
        Assert.Equal(status, answer.Status);
    }

    [Fact]
    public async Task OpenSearch_has_no_data_streams_without_a_template_and_its_own_words()
    {
        await Intake.SetElasticAsync("""{"flavour":"opensearch","usesFailureStore":true,"rejectEvery":2}""");
        Elastic.Headers["Authorization"] = Basic("elastic:local-intake-password");
        IntakeAnswer plain = await Elastic.BulkAsync(ElasticSender.Create("1", "{}"), "logs-a-b/_bulk");
        Assert.Equal("logs-a-b", (string?)plain.Json["items"]![0]!["create"]!["_index"]);

        await Elastic.PutAsync(
            "_index_template/t",
            """{"index_patterns":["logs-c-*"],"data_stream":{"timestamp_field":{"name":"time"}}}""");
        IntakeAnswer answer = await Elastic.BulkAsync(
            ElasticSender.Create("1", """{"time":1}""") + ElasticSender.Create("2", "{}"), "logs-c-d/_bulk");
        Assert.Equal(["429 rejected_execution_exception", "400 mapper_parsing_exception"], ElasticSender.Items(answer));
    }

    [Theory]
    [InlineData("_index_template/t", """{"data_stream":{}}""")]
    [InlineData("_index_template/t", """{"index_patterns":["a"],"composed_of":["missing"]}""")]
    [InlineData("_index_template/t", """{"index_patterns":["a"],"mappings":{}}""")]
    [InlineData("_index_template/t", """{"index_patterns":["a"],"template":{"mapping":{}}}""")]
    [InlineData("_component_template/t", "{}")]
    [InlineData("_component_template/t", """{"template":{},"index_patterns":["a"]}""")]
    [InlineData("_ingest/pipeline/p", """{"description":"nothing"}""")]
    [InlineData("_ingest/pipeline/p", """{"processors":[{"set":{},"remove":{}}]}""")]
    [InlineData("_ingest/pipeline/p", "no JSON")]
    public async Task A_wrong_asset_is_refused(string path, string json)
    {
        Assert.Equal(400, (await Elastic.PutAsync(path, json)).Status);
        Assert.Equal(404, (await Elastic.SendAsync(HttpMethod.Get, path)).Status);
    }

    [Theory]
    [InlineData("_index_template/t", """{"index_patterns":["a"],"composed_of":["ecs@mappings"],"priority":5}""")]
    [InlineData("_component_template/t", """{"template":{"settings":{"index.codec":"best_compression"}}}""")]
    [InlineData("_ingest/pipeline/t", """{"processors":[{"set":{"field":"a","value":1}}],"on_failure":[]}""")]
    public async Task An_asset_is_kept_and_told_and_forgotten(string path, string json)
    {
        Assert.Equal(200, (await Elastic.PutAsync(path, json)).Status);
        IntakeAnswer told = await Elastic.SendAsync(HttpMethod.Get, path);
        Assert.Contains(json, told.Body, StringComparison.Ordinal);
        Assert.Equal(200, (await Elastic.SendAsync(HttpMethod.Delete, path)).Status);
        Assert.Equal(404, (await Elastic.SendAsync(HttpMethod.Get, path)).Status);
    }

    private static string Basic(string user) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(user))}";
}
