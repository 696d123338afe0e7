namespace Connectors.Terraform;

/// <summary>
/// The modules allow a connector what the end-to-end tests saw it call, and nothing else without a reason in
/// <c>unrecorded.txt</c>.
/// </summary>
public sealed class RightsTests(TerraformWorkspace workspace)
{
    // The runs of each module's tests in which everything is switched on that needs a right.
    private static readonly string[] Runs =
    [
        "receipts_may_be_written_only_when_they_are_wanted",
        "a_secret_of_secrets_manager_is_read_through_systems_manager",
        "keys_and_a_vpc_need_policies_of_their_own",
    ];

    // Cloud, host, operation, place.
    private static readonly string[][] Recorded =
    [
        .. File.ReadAllLines(Path.Combine(Repository.Root, "tests/Connectors.EndToEnd/Operations/recorded.txt"))
            .Select(line => line.Split(' ', 3)),
    ];

    // What is allowed, a bar, why although no test saw it called.
    private static readonly Dictionary<string, string> Unrecorded = File.ReadAllLines(
            Path.Combine(Repository.Root, "tests/Connectors.Terraform/Plans/unrecorded.txt"))
        .Select(line => line.Split(" | ")).ToDictionary(parts => parts[0], parts => parts[1]);

    [Theory]
    [InlineData("aws")]
    [InlineData("azure")]
    [InlineData("google")]
    public async Task What_is_called_is_allowed_and_what_is_allowed_is_called_or_has_a_reason(string cloud)
    {
        string[] allowed = await AllowedAsync(cloud);
        string[] called = [.. Of(cloud, host => host != "worker")];
        Assert.Empty(called.Except(allowed));
        Assert.Equal(
            Unrecorded.Keys.Where(line => line.Split(' ')[0] == cloud).Order(StringComparer.Ordinal),
            allowed.Except(called).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_reason_is_written() =>
        Assert.All(Unrecorded.Values, reason => Assert.NotEqual("", reason.Trim()));

    [Fact]
    public void What_a_worker_needs_stands_in_its_document()
    {
        string document = File.ReadAllText(Path.Combine(Repository.Root, "infra/container/README.md"));
        Assert.All(
            Of("aws", host => host == "worker").Select(line => line.Split(' ')[1]),
            action => Assert.Contains($"`{action}`", document, StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_roles_on_Azure_are_enough_for_a_worker() => Assert.Empty(
        Of("azure", host => host == "worker").Except(await AllowedAsync("azure")));

    [Theory]
    [InlineData("""{"Statement":[{"Action":["s3:GetObject"],"Resource":["arn:aws:s3:::edge-logs/logs/*"]}]}""",
        "aws s3:GetObject logs/")]
    [InlineData("""{"Statement":[{"Action":["sqs:SendMessage"],"Resource":["arn:aws:sqs:r:1:edge-work"]}]}""",
        "aws sqs:SendMessage work")]
    public void A_policy_is_read(string policy, string right) => Assert.Equal(
        [right],
        Rights.Of(new PlannedResource(
            "aws_iam_role_policy.connector[\"a\"]", "aws_iam_role_policy", new() { ["policy"] = policy })));

    private static IEnumerable<string> Of(string cloud, Predicate<string> isMeant) =>
        from line in Recorded
        where line[0] == cloud && isMeant(line[1])
        select $"{cloud} {line[2]}";

    private async Task<string[]> AllowedAsync(string cloud) =>
    [
        .. Plan.In(await workspace.TestAsync($"modules/{cloud}")).Where(plan => Runs.Contains(plan.Run))
            .SelectMany(plan => plan.Resources).SelectMany(Rights.Of).Distinct(),
    ];
}
