using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Destinations.Tests;

public sealed class SumoLogicOptionsTests
{
    private const string Source = "https://collectors.sumologic.com/receiver/v1/http/ZaVnC4dhaV2";

    [Fact]
    public void All_that_is_wrong_is_told_at_once_and_the_address_never() => Assert.Equal(
        [
            "SUMO_URL must be the https URL that Sumo Logic shows for the source, with its code; its value is not "
                + "shown",
            "SUMO_FIELDS must be pairs with commas between them: env=prod,dataset={dataset}; at most 30, names up to "
                + "255 and values up to 200 characters; 'prod' is not such a pair",
            "SUMO_CATEGORY must be a text of printable ASCII; {dataset} in it is the dataset's name; it goes into a "
                + "header",
            "SUMO_HOST must be a text of printable ASCII; {dataset} in it is the dataset's name; it goes into a header",
            "SUMO_OVERSIZE must be one of dead-letter, split; it is 'truncate'",
        ],
        Configured.Problems(
            "sumologic", ("SUMO_URL", "collectors.sumologic.com/receiver/v1/http/ZaVnC4dhaV2"),
            ("SUMO_FIELDS", "env=a,prod"),
            ("SUMO_CATEGORY", "größe"), ("SUMO_HOST", "a\r\nX-Other: b"), ("SUMO_OVERSIZE", "truncate")));

    [Theory]
    [InlineData(Source, true)]
    [InlineData("https://endpoint4.collection.eu.sumologic.com/receiver/v1/http/code", true)]
    [InlineData("http://127.0.0.1:8088/receiver/v1/http/code", true)]
    [InlineData("http://collectors.sumologic.com/receiver/v1/http/code", false)]
    [InlineData("https://user:hunter2@collectors.sumologic.com/receiver/v1/http/code", false)]
    [InlineData("https://collectors.sumologic.com", false)]
    [InlineData("https://169.254.169.254/receiver", false)]
    public void An_address_keeps_the_rule_and_is_never_shown(string url, bool isAllowed)
    {
        IReadOnlyList<string> problems = Configured.Problems("sumologic", ("SUMO_URL", url));
        Assert.Equal(isAllowed, problems.Count == 0);
        Assert.DoesNotContain(problems, problem => problem.Contains("receiver") || problem.Contains("hunter2"));
    }

    [Fact]
    public void The_limits_of_fields_are_checked_at_start()
    {
        string thirty = string.Join(',', Enumerable.Range(1, 30).Select(number => $"field{number}=value"));
        Assert.Empty(FieldProblems(thirty));
        Assert.Equal(["SUMO_FIELDS must have at most 30 fields; it has 31"], FieldProblems(thirty + ",one=more"));
        Assert.Empty(FieldProblems($"{new string('n', 255)}={new string('v', 200)}"));
        Assert.NotEmpty(FieldProblems($"{new string('n', 256)}=v"));
        Assert.NotEmpty(FieldProblems($"n={new string('v', 201)}"));
        Assert.NotEmpty(FieldProblems("n={dataset}" + new string('v', 190))); // with the longest dataset in it
    }

    [Theory]
    [InlineData("dead-letter", 65_536)]
    [InlineData("split", 1_000_000)]
    public void A_line_over_64_KB_is_never_sent(string oversize, int mostBytes) => Assert.Equal(
        new PayloadLimits(1_000_000, mostBytes, int.MaxValue),
        Configured.Create("sumologic", ("SUMO_URL", Source), ("SUMO_OVERSIZE", oversize)).Limits);

    [Fact]
    public void Headers_tell_the_truth_about_each_payload()
    {
        IDestination destination = Configured.Create(
            "sumologic", ("SUMO_URL", Source), ("SUMO_NAME", "logpush"), ("SUMO_FIELDS", "env=prod,dataset={dataset}"));
        using HttpRequestMessage request = destination.CreateRequest(
            new PayloadOrigin(Configured.Datasets.Find("firewall_events")!, "s3://logs/1"), new ByteArrayContent([]));
        Assert.Equal(Source, request.RequestUri!.AbsoluteUri);
        Assert.Equal(
            [
                "X-Sumo-Category: cloudflare/firewall_events", "X-Sumo-Name: logpush",
                "X-Sumo-Fields: env=prod,dataset=firewall_events",
            ],
            request.Headers.Select(header => $"{header.Key}: {string.Join(", ", header.Value)}"));
        Assert.Equal("text/plain; charset=utf-8", request.Content!.Headers.ContentType!.ToString());
    }

    private static IReadOnlyList<string> FieldProblems(string fields) =>
        Configured.Problems("sumologic", ("SUMO_URL", Source), ("SUMO_FIELDS", fields));
}
