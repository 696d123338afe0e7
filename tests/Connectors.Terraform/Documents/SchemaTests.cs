using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

public sealed partial class SchemaTests
{
    [Theory]
    [InlineData("resource", "resources")]
    [InlineData("data", "data")]
    public void A_schema_is_kept_for_what_the_modules_use_and_for_nothing_else(string kind, string member)
    {
        IEnumerable<string> used =
            from folder in Repository.Folders
            from file in Directory.GetFiles(Repository.PathOf(folder), "*.tf")
            from Match block in Block().Matches(File.ReadAllText(file))
            where block.Groups["kind"].Value == kind
            select block.Groups["type"].Value;
        IEnumerable<string> kept =
            from file in Directory.GetFiles(Path.Combine(SchemaServer.Folder, "schemas"))
            from type in JObject.Parse(File.ReadAllText(file)).Value<JObject>(member)!.Properties()
            select type.Name;
        Assert.Equal(used.Distinct().Order(StringComparer.Ordinal), kept.Distinct().Order(StringComparer.Ordinal));
    }

    [GeneratedRegex("""^(?<kind>resource|data) "(?<type>\w+)" """, RegexOptions.Multiline)]
    private static partial Regex Block();
}
