namespace Connectors.Conventions;

public sealed class CallRuleTests
{
    [Fact]
    public void Time_chance_and_the_environment_come_in_as_parameters() =>
        AllowList.AssertKept("call", Repository.Product.Where(IsInside).SelectMany(CallRules.HiddenInputs));

    [Theory]
    [InlineData("var now = DateTime.UtcNow;", "DateTime.UtcNow")]
    [InlineData("var now = System.DateTimeOffset.Now.Date;", "DateTimeOffset.Now")]
    [InlineData("var path = Environment.GetEnvironmentVariable(\"PATH\");", "Environment.GetEnvironmentVariable")]
    [InlineData("double chance = Random.Shared.NextDouble();", "Random.Shared")]
    [InlineData("var random = new Random(1);", "new Random")]
    [InlineData("Random random = new(1);", "new Random")]
    [InlineData("Guid id = Guid.NewGuid();", "Guid.NewGuid")]
    [InlineData("var now = time.GetUtcNow();", null)]
    public void A_hidden_input_is_found(string statement, string? name) => Assert.Equal(
        name is null ? [] : ["a.cs " + name],
        CallRules.HiddenInputs(new SourceFile("a.cs", statement)).Select(finding => finding.Place));

    // The program and its host are where they come from.
    private static bool IsInside(SourceFile file) =>
        !file.IsUnder("shared/Connectors.Hosting") && !file.Path.EndsWith("/Program.cs", StringComparison.Ordinal);
}
