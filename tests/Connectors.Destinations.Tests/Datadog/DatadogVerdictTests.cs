using System.Text;
using Connectors.Delivery;

namespace Connectors.Destinations.Tests;

public sealed class DatadogVerdictTests
{
    private const string Errors = """{"errors":[{"title":"Bad Request","detail":"Invalid JSON","status":"400"}]}""";

    private static readonly SentBody Ten = new(Records: 10, BodyBytes: 10_000);

    [Theory]
    [InlineData(202, "{}", typeof(Verdict.Accepted))]
    [InlineData(202, "", typeof(Verdict.Accepted))]
    [InlineData(200, "{}", typeof(Verdict.Accepted))]
    [InlineData(200, "<html></html>", typeof(Verdict.Misconfigured))]
    [InlineData(204, "", typeof(Verdict.Misconfigured))]
    [InlineData(302, "", typeof(Verdict.Misconfigured))]
    [InlineData(400, Errors, typeof(Verdict.RefusedTogether))]
    [InlineData(400, "<html>400 Bad Request</html>", typeof(Verdict.Misconfigured))]
    [InlineData(401, "", typeof(Verdict.CredentialsRefused))]
    [InlineData(403, Errors, typeof(Verdict.CredentialsRefused))]
    [InlineData(404, "", typeof(Verdict.Misconfigured))]
    [InlineData(413, Errors, typeof(Verdict.TooLarge))]
    [InlineData(415, "", typeof(Verdict.Misconfigured))]
    [InlineData(418, "", typeof(Verdict.Misconfigured))]
    [InlineData(501, "", typeof(Verdict.Misconfigured))]
    public void Every_answer_has_its_verdict(int http, string body, Type verdict) =>
        Assert.IsType(verdict, Judge(http, body));

    [Theory]
    [InlineData(408, true)]
    [InlineData(429, false)]
    [InlineData(500, true)]
    [InlineData(502, true)]
    [InlineData(503, true)]
    public void What_may_pass_is_tried_again(int http, bool mayBeTaken) =>
        Assert.Equal(new Verdict.TryAgain($"{http}", TimeSpan.FromSeconds(7), mayBeTaken), Judge(http, ""));

    [Theory]
    [InlineData("DD_SITE", "us5.datadoghq.com", 200, null)]
    [InlineData(
        "DD_SITE", "us5.datadoghq.com", 404, "404: this is not the answer of Datadog: check DD_SITE and DD_LOGS_URL")]
    [InlineData(
        "DD_SITE", "us5.datadoghq.com", 403,
        "403: the API key was refused: check DD_API_KEY, and that DD_SITE is its own site")]
    [InlineData("DD_LOGS_URL", "https://proxy.example.com", 404, null)]
    [InlineData(
        "DD_LOGS_URL", "https://proxy.example.com", 502,
        "502: this is not the answer of Datadog: check DD_SITE and DD_LOGS_URL")]
    public void A_probe_asks_about_the_key_where_somebody_can_answer(
        string name, string value, int http, string? problem)
    {
        IDestination destination = Configured.Create("datadog", ("DD_API_KEY", "key"), (name, value));
        Assert.Equal(problem, destination.JudgeProbe(new HttpReply(http, default, null)));
        using HttpRequestMessage probe = destination.CreateProbe();
        string host = name == "DD_SITE" ? "api." + value : "proxy.example.com";
        Assert.Equal($"https://{host}/api/v1/validate", probe.RequestUri!.AbsoluteUri);
        Assert.Equal(["key"], probe.Headers.GetValues("DD-API-KEY"));
    }

    private static Verdict Judge(int http, string body) => Configured.Create("datadog", ("DD_API_KEY", "key"))
        .Judge(new HttpReply(http, Encoding.UTF8.GetBytes(body), TimeSpan.FromSeconds(7)), Ten);
}
