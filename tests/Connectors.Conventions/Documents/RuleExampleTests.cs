using System.Text.RegularExpressions;
using Connectors.Records;

namespace Connectors.Conventions;

public sealed partial class RuleExampleTests
{
    public static TheoryData<string> Examples { get; } = new(
        JsonBlock().Matches(File.ReadAllText(Repository.FullPath("shared/Connectors.Records/Rules/README.md")))
            .Select(match => match.Groups["json"].Value));

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_of_rules_is_read_without_a_problem(string example)
    {
        var reader = new RuleReader(_ => "a key of more than sixteen bytes");
        reader.Read(example, out IReadOnlyList<string> problems);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("keep")]
    [InlineData("drop")]
    [InlineData("sample")]
    [InlineData("redact")]
    [InlineData("add")]
    public void Every_rule_has_an_example(string verb) =>
        Assert.Contains(Examples, example => example.Data.Contains($"\"{verb}\":", StringComparison.Ordinal));

    [GeneratedRegex("^```json\n(?<json>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
