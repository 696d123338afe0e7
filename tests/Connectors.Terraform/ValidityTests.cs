namespace Connectors.Terraform;

public sealed class ValidityTests(TerraformWorkspace workspace)
{
    public static TheoryData<string> Folders { get; } = new(Repository.Folders);

    public static TheoryData<string> Modules { get; } = new(Repository.Modules);

    [Fact]
    public async Task Every_file_is_formatted() =>
        (await workspace.FormatAsync()).AssertSuccess();

    [Theory]
    [MemberData(nameof(Folders))]
    public async Task Every_argument_is_one_that_the_provider_has(string folder) =>
        (await workspace.RunAsync(folder, "validate", "-no-color")).AssertSuccess();

    [Theory]
    [MemberData(nameof(Modules))]
    public async Task Every_module_plans_what_its_tests_want(string module)
    {
        TerraformRun run = await workspace.TestAsync(module);
        Assert.True(run.ExitCode == 0, run.ExitCode == 0 ? "" : run.Complaints);
        Assert.NotEmpty(Plan.In(run));
    }
}
