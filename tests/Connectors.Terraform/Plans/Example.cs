using System.Text.RegularExpressions;

namespace Connectors.Terraform;

/// <summary>Plans an example with the values that its README shows, and with providers that are not there.</summary>
internal static partial class Example
{
    private static readonly Dictionary<string, string[]> Providers = new()
    {
        ["aws"] = ["aws"],
        ["azure"] = ["azurerm"],
        ["google"] = ["google", "google-beta"],
        ["cloudflare"] = ["cloudflare"],
    };

    internal static async Task<Plan> PlanAsync(TerraformWorkspace workspace, string example)
    {
        string folder = workspace.PathOf(example);
        Directory.CreateDirectory(Path.Combine(folder, "tests"));
        await File.WriteAllTextAsync(Path.Combine(folder, "terraform.tfvars"), ValuesIn(example));
        await File.WriteAllTextAsync(
            Path.Combine(folder, "tests/plan.tftest.hcl"),
            string.Concat(MocksFor(example)) + "run \"plan\" {\n  command = plan\n}\n");
        TerraformRun run = await workspace.RunAsync(example, "test", "-json", "-verbose");
        Assert.True(run.ExitCode == 0, run.ExitCode == 0 ? "" : run.Complaints);
        return Assert.Single(Plan.In(run));
    }

    /// <summary>The values in the example's README: its only block of HCL.</summary>
    private static string ValuesIn(string example)
    {
        string document = File.ReadAllText(Path.Combine(Repository.PathOf(example), "README.md"));
        return Assert.Single(Block().Matches(document)).Groups["values"].Value;
    }

    private static IEnumerable<string> MocksFor(string example)
    {
        string versions = File.ReadAllText(Path.Combine(Repository.PathOf(example), "versions.tf"));
        return
            from cloud in Providers
            where versions.Contains($"/{cloud.Value[0]}\"", StringComparison.Ordinal)
            from provider in cloud.Value
            let mocks = Path.Combine(Repository.PathOf($"modules/{cloud.Key}"), "tests/mocks")
            let source = Directory.Exists(mocks) ? $"  source = \"../../modules/{cloud.Key}/tests/mocks\"\n" : ""
            where versions.Contains($"/{provider}\"", StringComparison.Ordinal)
            select $"mock_provider \"{provider}\" {{\n{source}  override_during = plan\n}}\n";
    }

    [GeneratedRegex(@"^ *```hcl\n(?<values>.*?)^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
