namespace Connectors.Terraform;

/// <summary>An upgrade is a new package under the same name: what becomes of the function then.</summary>
public sealed class PackageTests(TerraformWorkspace workspace)
{
    private const string Function = "azurerm_function_app_flex_consumption.connector";

    // Azure's provider uploads a package when its path changes; the module sees to the rest.
    [Theory]
    [InlineData("the_same_package_changes_nothing", "no-op")]
    [InlineData("another_package_is_installed", "delete create")]
    public async Task Azure_gets_a_package_whose_content_has_changed(string run, string actions)
    {
        Plan plan = Plan.In(await workspace.TestAsync("modules/azure")).Single(one => one.Run == run);
        Assert.Equal(
            actions,
            string.Join(' ', plan.Content["resource_changes"]!
                .Single(change => (string?)change["address"] == Function)["change"]!["actions"]!));
    }
}
