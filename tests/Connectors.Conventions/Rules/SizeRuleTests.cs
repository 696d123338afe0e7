namespace Connectors.Conventions;

public sealed class SizeRuleTests
{
    [Fact]
    public void No_line_is_longer_than_120_columns() => AllowList.AssertKept(
        "line", Repository.Sources.Concat(Documents).SelectMany(SizeRules.LongLines));

    [Fact]
    public void No_file_is_longer_than_300_lines() =>
        AllowList.AssertKept("file", Repository.Sources.SelectMany(SizeRules.LongFiles));

    [Fact]
    public void No_method_is_longer_than_50_lines() =>
        AllowList.AssertKept("method", Repository.Sources.SelectMany(SizeRules.LongMethods));

    [Fact]
    public void No_method_nests_deeper_than_3() =>
        AllowList.AssertKept("nesting", Repository.Sources.SelectMany(SizeRules.DeepMethods));

    [Fact]
    public void Nothing_has_more_than_5_parameters() =>
        AllowList.AssertKept("parameters", Repository.Sources.SelectMany(SizeRules.ManyParameters));

    [Theory]
    [InlineData("", 0)]
    [InlineData("x", 1)]
    public void A_line_of_121_columns_is_found(string more, int found) =>
        Assert.Equal(found, SizeRules.LongLines(new SourceFile("a.cs", $"// {new string('a', 117)}{more}\n")).Count());

    [Theory]
    [InlineData("/// https://")]
    [InlineData("| a table | ")]
    [InlineData("[name]: https://")]
    public void A_line_that_cannot_be_broken_is_not(string start) =>
        Assert.Empty(SizeRules.LongLines(new SourceFile("a.md", start + new string('a', 120))));

    [Theory]
    [InlineData(300, 0)]
    [InlineData(301, 1)]
    public void A_file_of_301_lines_is_found(int lines, int found) =>
        Assert.Equal(found, SizeRules.LongFiles(Lines(lines)).Count());

    [Theory]
    [InlineData(47, 0)]
    [InlineData(48, 1)]
    public void A_method_of_51_lines_is_found(int statements, int found)
    {
        string body = string.Concat(Enumerable.Repeat("Do();\n", statements));
        Assert.Equal(found, SizeRules.LongMethods(Method($"void M()\n{{\n{body}}}")).Count());
    }

    [Theory]
    [InlineData("if (a) { while (b) { foreach (var c in d) { } } } else if (e) { }", 0)]
    [InlineData("if (a) { while (b) { foreach (var c in d) { if (e) { } } } }", 1)]
    [InlineData("F(() => { try { lock (b) { for (;;) { switch (e) { } } } } finally { } });", 1)]
    public void Four_statements_inside_each_other_are_found(string body, int found) =>
        Assert.Equal(found, SizeRules.DeepMethods(Method($"void M() {{ {body} }}")).Count());

    [Theory]
    [InlineData("void M(int a, int b, int c, int d, int e) { }", 0)]
    [InlineData("void M(int a, int b, int c, int d, int e, int f) { }", 1)]
    [InlineData("override void M(int a, int b, int c, int d, int e, int f) { }", 0)]
    [InlineData("[LoggerMessage] partial void M(int a, int b, int c, int d, int e, int f);", 0)]
    [InlineData("record M(int A, int B, int C, int D, int E, int F);", 0)]
    [InlineData("class M(int a, int b, int c, int d, int e, int f);", 1)]
    public void Six_parameters_are_found(string member, int found) =>
        Assert.Equal(found, SizeRules.ManyParameters(Method(member)).Count());

    private static IEnumerable<SourceFile> Documents => Repository.FilesWith(".md").Select(Repository.Read);

    private static SourceFile Lines(int count) => new("a.cs", string.Concat(Enumerable.Repeat("//\n", count)));

    private static SourceFile Method(string text) => new("a.cs", $"class A {{ {text} }}");
}
