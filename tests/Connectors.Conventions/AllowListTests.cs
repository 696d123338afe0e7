namespace Connectors.Conventions;

public sealed class AllowListTests
{
    private static readonly AllowList List = new(["# why", "", "long | a.cs | it is a table"]);

    [Fact]
    public void What_is_allowed_breaks_nothing() => Assert.Empty(List.Apply("long", [new Finding("a.cs", "300")]));

    [Fact]
    public void What_is_not_allowed_is_told() =>
        Assert.Equal(["b.cs: 400"], List.Apply("long", [new Finding("a.cs", "300"), new Finding("b.cs", "400")]));

    [Fact]
    public void An_entry_is_for_one_rule() =>
        Assert.Equal(["a.cs: 5"], List.Apply("deep", [new Finding("a.cs", "5")]));

    [Fact]
    public void An_entry_that_nothing_needs_is_told() =>
        Assert.Equal(["a.cs: needs no entry in allowed.txt any more"], List.Apply("long", []));

    [Theory]
    [InlineData("long | a.cs")]
    [InlineData("long | a.cs |")]
    public void An_entry_has_a_reason(string line) => Assert.Throws<FormatException>(() => new AllowList([line]));
}
