using System.Text.RegularExpressions;

namespace Connectors.Terraform;

/// <summary>An example's routes are where the module cloudflare_logpush has the jobs write.</summary>
public sealed partial class RouteTests
{
    public static TheoryData<string> Examples { get; } =
        new(Repository.Examples.Where(example => RoutesOf(example).Count > 0));

    [Theory]
    [MemberData(nameof(Examples))]
    public void A_route_is_where_Logpush_writes_the_dataset(string example) => Assert.All(
        RoutesOf(example),
        route => Assert.Equal($"logs/{route.Groups["dataset"].Value}/", route.Groups["prefix"].Value));

    [Theory]
    [MemberData(nameof(Examples))]
    public void The_document_has_Logpush_write_to_a_route(string example)
    {
        string document = File.ReadAllText(Path.Combine(Repository.PathOf(example), "README.md"));
        Assert.Contains(
            Assert.Single(Place().Matches(document)).Value,
            RoutesOf(example).Select(route => route.Groups["prefix"].Value));
    }

    [Fact]
    public void Every_cloud_has_examples_with_routes() => Assert.Equal(12, Examples.Count);

    private static MatchCollection RoutesOf(string example) => Route().Matches(
        File.ReadLines(Path.Combine(Repository.PathOf(example), "main.tf"))
            .FirstOrDefault(line => line.StartsWith("  routes = {", StringComparison.Ordinal)) ?? "");

    [GeneratedRegex("logs/[^/]+/(?=\\{DATE\\})")]
    private static partial Regex Place();

    [GeneratedRegex("\"(?<prefix>[^\"]+)\" = \"(?<dataset>[a-z_]+)\"")]
    private static partial Regex Route();
}
