using System.Text;
using Connectors.Delivery;

namespace Connectors.Destinations.Tests;

public sealed class SumoLogicVerdictTests
{
    private const string Complaint =
        """{"id":"1TIRY-KGIVX","code":"errors.parse","status":400,"message":"bad","errors":[{"code":"x"}]}""";

    [Theory]
    [InlineData(200, "<html></html>", typeof(Verdict.Misconfigured))]
    [InlineData(200, "OK", typeof(Verdict.Misconfigured))]
    [InlineData(200, "{}", typeof(Verdict.Misconfigured))]
    [InlineData(202, "", typeof(Verdict.Misconfigured))]
    [InlineData(302, "", typeof(Verdict.Misconfigured))]
    [InlineData(400, "", typeof(Verdict.Misconfigured))]
    [InlineData(401, "", typeof(Verdict.CredentialsRefused))]
    [InlineData(404, "", typeof(Verdict.Misconfigured))]
    [InlineData(413, "", typeof(Verdict.TooLarge))]
    [InlineData(501, "", typeof(Verdict.Misconfigured))]
    public void Every_answer_has_its_verdict(int http, string body, Type verdict) =>
        Assert.IsType(verdict, Judge(http, body));

    [Theory]
    [InlineData(408, true)] // "accepted, but timed out": a part of it may be in
    [InlineData(429, false)]
    [InlineData(500, true)]
    [InlineData(503, false)]
    [InlineData(504, true)]
    public void What_may_pass_is_tried_again_and_what_may_double_is_told(int http, bool mayBeTaken) =>
        Assert.Equal(new Verdict.TryAgain($"{http}", TimeSpan.FromSeconds(7), mayBeTaken), Judge(http, ""));

    [Theory]
    [InlineData("", null)]
    [InlineData("\n", null)]
    [InlineData(Complaint, "200/errors.parse")]
    [InlineData("""{"code":"not a name, but perhaps a part of a record","errors":[]}""", "200/complaint")]
    [InlineData("""{"errors":[{"message":"x"}]}""", "200/complaint")]
    public void An_accepted_body_with_a_complaint_is_no_success_without_a_warning(string body, string? warning) =>
        Assert.Equal(new Verdict.Accepted(Warning: warning), Judge(200, body));

    [Theory]
    [InlineData(200, "", null)]
    [InlineData(200, Complaint, "200/errors.parse: the source takes records and complains")]
    [InlineData(401, "", "401: there is no such source: check SUMO_URL")]
    [InlineData(302, "", "302: redirects are not followed: set SUMO_URL to the final address")]
    [InlineData(429, "", "429: the source cannot take records now")]
    public void A_probe_is_well_only_when_the_source_would_take_records(int http, string body, string? problem) =>
        Assert.Equal(problem, Create().JudgeProbe(Reply(http, body)));

    [Fact]
    public async Task An_address_that_was_refused_and_replaced_by_nonsense_leads_nowhere()
    {
        string file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file, "https://collectors.sumologic.com/receiver/v1/http/first", CancellationToken.None);
        IDestination destination = Configured.Create("sumologic", ("SUMO_URL", "file:" + file));
        await File.WriteAllTextAsync(file, "nonsense", CancellationToken.None);
        Assert.True(
            await destination.Credentials.ReadAgainAsync(destination.Credentials.Value, CancellationToken.None));
        using HttpRequestMessage probe = destination.CreateProbe();
        Assert.Equal("https://sumologic.invalid/", probe.RequestUri!.AbsoluteUri);
        File.Delete(file);
    }

    private static Verdict Judge(int http, string body) => Create().Judge(Reply(http, body), new SentBody(10, 10_000));

    private static HttpReply Reply(int http, string body) =>
        new(http, Encoding.UTF8.GetBytes(body), TimeSpan.FromSeconds(7));

    private static IDestination Create() =>
        Configured.Create("sumologic", ("SUMO_URL", "https://collectors.sumologic.com/receiver/v1/http/code"));
}
