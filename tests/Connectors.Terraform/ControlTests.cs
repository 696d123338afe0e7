namespace Connectors.Terraform;

/// <summary>Negative controls: what is wrong in a module is found here as a real provider would find it.</summary>
public sealed class ControlTests(TerraformWorkspace workspace)
{
    /// <summary>A module, a resource type of its provider, and an argument that is a text and required.</summary>
    public static TheoryData<string, string, string> Arguments { get; } = new()
    {
        { "modules/aws", "aws_iam_role", "assume_role_policy" },
        { "modules/azure", "azurerm_storage_queue", "name" },
        { "modules/google", "google_pubsub_topic", "name" },
        { "modules/cloudflare_logpush", "cloudflare_logpush_job", "destination_conf" },
        { "modules/r2", "cloudflare_r2_bucket", "name" },
    };

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task A_wrong_argument_name_is_found(string module, string type, string argument) => Assert.Contains(
        $"An argument named \"{argument}s\" is not expected here",
        await ValidateWithAsync(module, type, $"{argument}s = \"a\""),
        Ordinal);

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task A_wrong_type_is_found(string module, string type, string argument) => Assert.Contains(
        $"Inappropriate value for attribute \"{argument}\"",
        await ValidateWithAsync(module, type, argument + " = { a = 1 }"),
        Ordinal);

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task A_missing_argument_is_found(string module, string type, string argument) => Assert.Contains(
        $"The argument \"{argument}\" is required", await ValidateWithAsync(module, type, ""), Ordinal);

    [Theory]
    [MemberData(nameof(Arguments))]
    public async Task A_resource_that_is_not_there_is_found(string module, string type, string argument) =>
        Assert.Contains(
            "does not support resource type",
            await ValidateWithAsync(module, type + "_of_glass", argument + " = 1"),
            Ordinal);

    [Theory]
    [InlineData("modules/aws", "< 7.0", "> 6.99")]
    [InlineData("modules/azure", "< 6.0", "> 5.99")]
    [InlineData("modules/google", "< 8.0", "> 7.99")]
    [InlineData("modules/cloudflare_logpush", "< 6.0", "> 5.99")]
    public async Task A_version_that_is_not_there_is_found(string module, string constraint, string impossible)
    {
        string copy = workspace.CopyOf(module);
        string versions = Path.Combine(workspace.PathOf(copy), "versions.tf");
        string text = await File.ReadAllTextAsync(versions, TestContext.Current.CancellationToken);
        Assert.Contains(constraint, text, Ordinal);
        await File.WriteAllTextAsync(
            versions, text.Replace(constraint, impossible, Ordinal), TestContext.Current.CancellationToken);
        TerraformRun run = await workspace.InitAsync(workspace.PathOf(copy));
        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("no available releases match", run.Output, Ordinal);
    }

    private const StringComparison Ordinal = StringComparison.Ordinal;

    private async Task<string> ValidateWithAsync(string module, string type, string argument)
    {
        string copy = workspace.CopyOf(module);
        await File.WriteAllTextAsync(
            Path.Combine(workspace.PathOf(copy), "control.tf"),
            $"resource \"{type}\" \"control\" {{\n{argument}\n}}\n");
        TerraformRun run = await workspace.RunAsync(copy, "validate", "-json");
        Assert.NotEqual(0, run.ExitCode);
        return run.Output.Replace("\\\"", "\"", Ordinal);
    }
}
