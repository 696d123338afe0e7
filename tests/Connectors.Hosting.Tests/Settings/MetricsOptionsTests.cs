namespace Connectors.Hosting.Tests;

public sealed class MetricsOptionsTests
{
    [Theory]
    [InlineData("https://collector.example.com", "api-key=k", true)]
    [InlineData("http://collector:4318", null, true)]
    [InlineData("http://collector:4318", "api-key=k", false)]
    [InlineData("http://127.0.0.1:4318", "api-key=k", true)]
    [InlineData("http://169.254.169.254", null, false)]
    [InlineData("collector:4318", null, false)]
    public void A_secret_goes_to_a_collector_only_under_tls(string endpoint, string? headers, bool isRight)
    {
        var values = new Dictionary<string, string> { ["OTEL_EXPORTER_OTLP_ENDPOINT"] = endpoint };
        if (headers is not null)
        {
            values["OTEL_EXPORTER_OTLP_HEADERS"] = headers;
        }

        var settings = new SettingsReader(values);
        MetricsOptions.Read(settings, allowsHttp: false);
        Assert.Equal(isRight, settings.Problems.Count == 0);
    }

    // Each of them made the exporter throw at the start, or send nothing without a word.
    [Theory]
    [InlineData("s3cret")]
    [InlineData("a=s3cret,,b=2")]
    [InlineData("=s3cret")]
    [InlineData("a b=s3cret")]
    [InlineData("a=s3cret%0d%0ab: c")]
    [InlineData("a=s3cret\u65e5")]
    public void Headers_that_are_none_are_told_and_not_shown(string headers)
    {
        var settings = new SettingsReader(new Dictionary<string, string>
        {
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "https://collector.example.com",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = headers,
        });
        MetricsOptions.Read(settings, allowsHttp: false);
        string problem = Assert.Single(settings.Problems);
        Assert.StartsWith("OTEL_EXPORTER_OTLP_HEADERS must be headers", problem);
        Assert.DoesNotContain("s3cret", problem);
    }

    [Fact]
    public void Without_settings_nothing_is_sent() =>
        Assert.Equal(
            MetricsOptions.None, MetricsOptions.Read(new SettingsReader(new Dictionary<string, string>()), true));
}
