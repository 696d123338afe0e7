using System.Text.RegularExpressions;

namespace Connectors.Terraform;

/// <summary>The settings that the page for those who come from elsewhere names are there.</summary>
public sealed partial class MigrationTests
{
    [Fact]
    public void A_setting_of_a_destination_is_one_that_the_module_has()
    {
        Dictionary<string, string> types = ModuleFile.Variables("modules/connector_settings")
            .ToDictionary(one => one.Name, one => one["type"]!);
        string[] unknown =
        [
            .. from Match named in Setting().Matches(File.ReadAllText(Repository.PathOf("MIGRATION.md")))
               let member = $@"^\s*{named.Groups[2].Value}\s*="
               where !Regex.IsMatch(types[named.Groups[1].Value], member, RegexOptions.Multiline)
               select named.Value,
        ];
        Assert.Empty(unknown);
    }

    [GeneratedRegex(@"\b(splunk|datadog|sumologic|elastic)\.([a-z_]+)")]
    private static partial Regex Setting();
}
