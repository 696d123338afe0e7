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

    [Fact]
    public void Without_settings_nothing_is_sent() =>
        Assert.Equal(
            MetricsOptions.None, MetricsOptions.Read(new SettingsReader(new Dictionary<string, string>()), true));
}
