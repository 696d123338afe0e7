using Connectors.Records.Tests;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>Logs that are larger than Datadog stores.</summary>
public sealed class DatadogOversizeTests
{
    [Fact]
    public void A_log_over_one_megabyte_is_cut_where_that_is_asked_for_and_says_which_fields_were()
    {
        string source = "{\"ClientIP\":\"192.0.2.1\",\"ClientRequestUserAgent\":\"" + new string('é', 600_000)
            + "\",\"RequestHeaders\":{\"a\":\"b\"},\"RayID\":\"9a3f\"}";
        (string, string)[] settings = [.. Configured.Everything["datadog"], ("DD_OVERSIZE", "truncate")];
        string log = Assert.Single(Sent.Of("datadog", "http_requests", [source], settings));
        Assert.InRange(log.Length, 400_000, 1_000_000);
        JObject sent = Corpus.Parse(log);
        Assert.Equal(
            """["ClientRequestUserAgent"]""", sent["truncated_fields"]!.ToString(Newtonsoft.Json.Formatting.None));
        Assert.EndsWith("éé...TRUNCATED...", (string)sent["ClientRequestUserAgent"]!);
        Assert.Equal(
            ("192.0.2.1", "b", "9a3f"),
            ((string)sent["ClientIP"]!, (string)sent["RequestHeaders"]!["a"]!, (string)sent["RayID"]!));
    }
}
