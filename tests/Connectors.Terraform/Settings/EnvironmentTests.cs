using System.Diagnostics;
using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

public sealed class EnvironmentTests(TerraformWorkspace workspace)
{
    public static TheoryData<string> Examples { get; } = new(
        Repository.Examples.Where(example => Destination.Find(DestinationOf(example)) is not null));

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task The_executable_accepts_the_environment_of_an_example(string example)
    {
        Plan plan = await Example.PlanAsync(workspace, example);
        var environment = ((JObject)plan.Output("environment")!).ToObject<Dictionary<string, string>>()!;
        (int exitCode, string output) = await CheckAsync(DestinationOf(example), environment);
        Assert.True(exitCode == 0, output);
    }

    [Fact]
    public async Task A_wrong_environment_is_refused()
    {
        Destination destination = Destination.All[0];
        (int exitCode, _) = await CheckAsync(
            destination.Name, new Dictionary<string, string> { ["CONNECTOR_CONCURRENCY"] = "65" });
        Assert.NotEqual(0, exitCode);
    }

    private static string DestinationOf(string example) => example.Split('_')[^1];

    // Where a secret is kept is not read here: the place is only reachable in the cloud.
    private static bool IsPlace(string value) =>
        value.Split(':')[0] is "ssm" or "secretsmanager" or "keyvault" or "gsm";

    private static string SecretFor(string setting) => setting.EndsWith("_URL", StringComparison.Ordinal)
        ? "https://secret.example.com/receiver/v1/http/secret"
        : "0123456789abcdef0123456789abcdef";

    private static async Task<(int ExitCode, string Output)> CheckAsync(
        string destination, IReadOnlyDictionary<string, string> environment)
    {
        Destination one = Destination.Find(destination)!;
        var start = new ProcessStartInfo(one.Executable, ["check", "--settings-only"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = IsPlace(value) ? SecretFor(name) : value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
