using System.Text;
using Connectors.Delivery;

namespace Connectors.Destinations.Tests;

public sealed class ElasticOptionsTests
{
    private static readonly (string, string) Url = ("ELASTICSEARCH_URL", "https://elastic.example.com:9200");
    private static readonly (string, string) Key = ("ELASTICSEARCH_API_KEY", "aWQ6a2V5");

    [Fact]
    public void All_that_is_wrong_is_told_at_once_and_no_secret() => Assert.Equal(
        [
            "ELASTICSEARCH_API_KEY must be set, or ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD, but not both",
            "ELASTICSEARCH_URL must be set, or ELASTIC_CLOUD_ID, but not both",
            "ELASTIC_CLOUD_ID must be a name, a colon, and a text in base64; it is 'deployment:nonsense!'",
            "ELASTIC_MODE must be one of ecs, integration; it is 'raw'",
            "ELASTIC_NAMESPACE must be a text in lower case without blanks, - and any of \\ / * ? \" < > | , # :, "
                + "up to 100 bytes long; it is 'Prod-EU'",
            "ELASTIC_FLAVOR must be one of elasticsearch, opensearch; it is 'solr'",
        ],
        Configured.Problems(
            "elastic", Url, ("ELASTIC_CLOUD_ID", "deployment:nonsense!"), ("ELASTICSEARCH_USERNAME", "writer"),
            ("ELASTIC_MODE", "raw"), ("ELASTIC_NAMESPACE", "Prod-EU"), ("ELASTIC_FLAVOR", "solr")));

    [Fact]
    public void An_address_and_credentials_must_be_set() => Assert.Equal(
        [
            "ELASTICSEARCH_API_KEY must be set, or ELASTICSEARCH_USERNAME and ELASTICSEARCH_PASSWORD, but not both",
            "ELASTICSEARCH_URL must be set, or ELASTIC_CLOUD_ID, but not both",
        ],
        Configured.Problems("elastic"));

    [Theory]
    [InlineData(
        "westeurope.azure.elastic-cloud.com$0123abcd$4567", "https://0123abcd.westeurope.azure.elastic-cloud.com/")]
    [InlineData("us-east-1.aws.found.io:9243$0123abcd$", "https://0123abcd.us-east-1.aws.found.io:9243/")]
    [InlineData("us-east-1.aws.found.io$0123abcd:9244$4567", "https://0123abcd.us-east-1.aws.found.io/")]
    public void A_cloud_id_holds_the_address(string text, string address)
    {
        string cloudId = "my:deployment:" + Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
        using HttpRequestMessage probe = Configured.Create("elastic", ("ELASTIC_CLOUD_ID", cloudId), Key).CreateProbe();
        Assert.Equal(address, probe.RequestUri!.AbsoluteUri);
    }

    [Theory]
    [InlineData("ELASTICSEARCH_API_KEY=aWQ6a2V5", "ApiKey aWQ6a2V5")]
    [InlineData("ELASTICSEARCH_API_KEY=id:key", "ApiKey aWQ6a2V5")]
    [InlineData("ELASTICSEARCH_USERNAME=writer ELASTICSEARCH_PASSWORD=secret", "Basic d3JpdGVyOnNlY3JldA==")]
    public void Credentials_go_with_every_request(string settings, string header)
    {
        (string, string)[] pairs = [.. settings.Split(' ').Select(pair => (pair.Split('=')[0], pair.Split('=', 2)[1]))];
        using HttpRequestMessage request = Request("http_requests", [Url, .. pairs]);
        Assert.Equal(header, request.Headers.Authorization!.ToString());
        Assert.Equal("application/x-ndjson", request.Content!.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("http_requests", "", "logs-cloudflare.http_requests-default")]
    [InlineData("http_requests", "ELASTIC_MODE=integration", "logs-cloudflare_logpush.http_request-default")]
    [InlineData("firewall_events", "ELASTIC_NAMESPACE=prod", "logs-cloudflare.firewall_events-prod")]
    [InlineData("unknown", "ELASTIC_MODE=integration", "logs-cloudflare.unknown-default")]
    [InlineData("http_requests", "ELASTIC_DATASET=edge.{dataset}", "logs-edge.http_requests-default")]
    [InlineData("http_requests", "ELASTIC_DATASET=edge", "logs-edge-default")]
    public void Each_dataset_has_its_data_stream(string dataset, string setting, string stream)
    {
        (string, string)[] more = setting.Length > 0 ? [(setting.Split('=')[0], setting.Split('=')[1])] : [];
        using HttpRequestMessage request = Request(dataset, [Url, Key, .. more]);
        Assert.Equal(
            $"https://elastic.example.com:9200/{stream}/_bulk"
                + "?filter_path=errors,items.*.status,items.*.error.type,items.*.failure_store",
            request.RequestUri!.AbsoluteUri);
    }

    [Fact]
    public void OpenSearch_has_no_integration() => Assert.Equal(
        ["ELASTIC_MODE is integration, which OpenSearch does not have: use ecs"],
        Configured.Problems("elastic", Url, Key, ("ELASTIC_FLAVOR", "opensearch"), ("ELASTIC_MODE", "integration")));

    [Fact]
    public void A_pipeline_is_named_in_the_request()
    {
        using HttpRequestMessage request = Request("http_requests", [Url, Key, ("ELASTIC_PIPELINE", "a b")]);
        Assert.EndsWith("&pipeline=a%20b", request.RequestUri!.AbsoluteUri);
    }

    private static HttpRequestMessage Request(string dataset, (string, string)[] settings) =>
        Configured.Create("elastic", settings)
        .CreateRequest(new PayloadOrigin(Configured.Datasets.Find(dataset)!, "s3://logs/1"), new ByteArrayContent([]));
}
