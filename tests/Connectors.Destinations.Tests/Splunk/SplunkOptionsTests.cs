using Connectors.Delivery;
using Connectors.Hosting;
using Connectors.Records;
using Connectors.Splunk;

namespace Connectors.Destinations.Tests;

public sealed class SplunkOptionsTests
{
    private static readonly DatasetCatalog Datasets = DatasetCatalog.Load();

    [Fact]
    public void All_that_is_wrong_is_told_at_once_and_the_token_never() => Assert.Equal(
        [
            "SPLUNK_HEC_URL must be an https URL without user, query or fragment; it is 'splunk:8088'",
            "SPLUNK_HEC_TOKEN names a place where no secret can be read: file:/no/such/file",
            "SPLUNK_USE_ACK must be true or false; it is 'maybe'",
            "SPLUNK_MAX_PAYLOAD_BYTES must be a whole number from 1024 to 838860800 bytes; it is '12'",
        ],
        Problems(
            ("SPLUNK_HEC_URL", "splunk:8088"), ("SPLUNK_HEC_TOKEN", "file:/no/such/file"), ("SPLUNK_USE_ACK", "maybe"),
            ("SPLUNK_MAX_PAYLOAD_BYTES", "12")));

    [Fact]
    public void What_must_be_set_is_missed() => Assert.Equal(
        [
            "SPLUNK_HEC_URL must be set: an https URL without user, query or fragment",
            "SPLUNK_HEC_TOKEN must be set: a secret, or the place of one: file:/path, ssm:/name, secretsmanager:name, "
                + "keyvault:url or gsm:name",
        ],
        Problems());

    [Theory]
    [InlineData("https://splunk.example.com", false, true)]
    [InlineData("http://127.0.0.1:8088", false, true)]
    [InlineData("http://localhost:8088", false, true)]
    [InlineData("http://splunk.example.com", false, false)]
    [InlineData("http://splunk.example.com", true, true)]
    [InlineData("https://user:password@splunk.example.com", false, false)]
    [InlineData("https://splunk.example.com/?token=x", false, false)]
    [InlineData("ftp://splunk.example.com", false, false)]
    [InlineData("https://169.254.169.254", false, false)]
    [InlineData("https://[::ffff:169.254.169.254]", false, false)]
    [InlineData("https://metadata.google.internal", true, false)]
    [InlineData("https://[fe80::1]", false, false)]
    public void An_endpoint_keeps_the_rule(string url, bool allowsHttp, bool isAllowed) =>
        Assert.Equal(isAllowed, Problems(allowsHttp, ("SPLUNK_HEC_URL", url), ("SPLUNK_HEC_TOKEN", "t")).Count == 0);

    [Theory]
    [InlineData("1000000", 1_000_000, 5_242_880)] // a larger record goes alone
    [InlineData("10000000", 10_000_000, 10_000_000)] // what an operator allows beyond that
    public void Payloads_have_the_size_that_is_set(string setting, int fill, int most)
    {
        var settings = new SettingsReader(new Dictionary<string, string>
        {
            ["SPLUNK_HEC_URL"] = "https://splunk.example.com",
            ["SPLUNK_HEC_TOKEN"] = "t",
            ["SPLUNK_MAX_PAYLOAD_BYTES"] = setting,
        });
        IDestination destination =
            SplunkDestination.Module.Create(settings, new DestinationContext(Datasets, false, Guid.Empty));
        Assert.Equal(new PayloadLimits(fill, most, int.MaxValue), destination.Limits);
    }

    private static IReadOnlyList<string> Problems(params (string Name, string Text)[] values) =>
        Problems(false, values);

    private static IReadOnlyList<string> Problems(bool allowsHttp, params (string Name, string Text)[] values)
    {
        var settings = new SettingsReader(values.ToDictionary(value => value.Name, value => value.Text));
        SplunkOptions.Read(settings, new DestinationContext(Datasets, allowsHttp, Guid.Empty));
        return settings.Problems;
    }
}
