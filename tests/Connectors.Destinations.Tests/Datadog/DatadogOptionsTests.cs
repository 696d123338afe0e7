using System.IO.Compression;
using System.Text;
using Connectors.Delivery;

namespace Connectors.Destinations.Tests;

public sealed class DatadogOptionsTests
{
    [Fact]
    public void All_that_is_wrong_is_told_at_once_and_the_key_never() => Assert.Equal(
        [
            "DD_SITE must be one of datadoghq.com, us3.datadoghq.com, us5.datadoghq.com, datadoghq.eu, "
                + "uk1.datadoghq.com, ap1.datadoghq.com, ap2.datadoghq.com, ddog-gov.com, us2.ddog-gov.com; it is "
                + "'datadog.com'",
            "DD_LOGS_URL must be an https URL; http would send records and secrets in the clear "
                + "(CONNECTOR_ALLOW_HTTP=true allows it)",
            "DD_API_KEY names a place where no secret can be read: file:/no/such/file",
            "DD_OVERSIZE must be one of dead-letter, truncate; it is 'split'",
            "DD_OLD_EVENTS must be one of deliver, dead-letter; it is 'drop'",
            "DD_COMPRESSION must be one of gzip, zstd; it is 'brotli'",
        ],
        Configured.Problems(
            "datadog", ("DD_API_KEY", "file:/no/such/file"), ("DD_SITE", "datadog.com"),
            ("DD_LOGS_URL", "http://proxy.example.com"),
            ("DD_OVERSIZE", "split"), ("DD_OLD_EVENTS", "drop"), ("DD_COMPRESSION", "brotli")));

    [Fact]
    public void Only_the_key_must_be_set() =>
        Assert.StartsWith("DD_API_KEY must be set: a secret,", Assert.Single(Configured.Problems("datadog")));

    [Theory]
    [InlineData("DD_SITE", "datadoghq.com", "https://http-intake.logs.datadoghq.com/api/v2/logs")]
    [InlineData("DD_SITE", "datadoghq.eu", "https://http-intake.logs.datadoghq.eu/api/v2/logs")]
    [InlineData("DD_SITE", "us2.ddog-gov.com", "https://http-intake.logs.us2.ddog-gov.com/api/v2/logs")]
    [InlineData("DD_LOGS_URL", "https://pvtlink.logs.datadoghq.com", "https://pvtlink.logs.datadoghq.com/api/v2/logs")]
    [InlineData("DD_LOGS_URL", "https://proxy.example.com/datadog/", "https://proxy.example.com/datadog/api/v2/logs")]
    public void Logs_go_to_the_site_or_to_the_address_that_is_set(string name, string value, string address)
    {
        IDestination destination = Configured.Create("datadog", ("DD_API_KEY", "key"), (name, value));
        using HttpRequestMessage request = destination.CreateRequest(
            new PayloadOrigin(Records.Dataset.Unknown, "s3://logs/1"), new ByteArrayContent([]));
        Assert.Equal(address, request.RequestUri!.AbsoluteUri);
        Assert.Equal(["key"], request.Headers.GetValues("DD-API-KEY"));
        Assert.Equal("application/json", request.Content!.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("deliver", false)]
    [InlineData("dead-letter", true)]
    public void The_limits_are_those_of_the_intake(string oldEvents, bool refusesOlder)
    {
        PayloadLimits limits = Configured.Create("datadog", ("DD_API_KEY", "key"), ("DD_OLD_EVENTS", oldEvents)).Limits;
        Assert.Equal((5_000_000, 1_000_002, 1_000), (limits.FillBytes, limits.MaxBytes, limits.MaxRecords));
        Assert.Equal((TimeSpan.FromHours(18), refusesOlder), (limits.OldestEvent, limits.RefusesOlder));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public void Bodies_are_whole_in_either_encoding_however_many_one_coder_makes(string name)
    {
        BodyCoding coding = Configured.Create("datadog", ("DD_API_KEY", "key"), ("DD_COMPRESSION", name)).Coding;
        Assert.Equal(name, coding.Name);
        BodyCoder coder = coding.CreateCoder();
        var random = new Random(1);
        foreach (int length in (int[])[1, 5_000_000, 100_000, 5_000_000])
        {
            byte[] body = Encoding.ASCII.GetBytes(random.GetHexString(length));
            var packed = new MemoryStream();
            using (Stream compressed = coder(packed))
            {
                compressed.Write(body);
            }

            packed.Position = 0;
            using var inflated = new MemoryStream();
            using Stream decoder = name == "zstd"
                ? new ZstdSharp.DecompressionStream(packed)
                : new GZipStream(packed, CompressionMode.Decompress);
            decoder.CopyTo(inflated);
            Assert.Equal(body, inflated.ToArray());
        }
    }
}
