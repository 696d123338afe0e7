namespace Connectors.Conventions;

public sealed class NameRuleTests
{
    [Fact]
    public void No_type_has_a_name_that_says_nothing() =>
        AllowList.AssertKept("name", Repository.Sources.SelectMany(NameRules.EmptyNames));

    [Fact]
    public void Every_class_is_sealed_static_or_abstract() =>
        AllowList.AssertKept("sealed", Repository.Sources.SelectMany(NameRules.OpenTypes));

    [Fact]
    public void Executables_have_no_public_types() => AllowList.AssertKept(
        "public",
        Repository.Sources.Where(file => file.IsUnder("functions", "infra") && !IsFoundByName(file))
            .SelectMany(NameRules.PublicTypes));

    [Fact]
    public void A_method_that_gives_a_task_is_called_Async() =>
        AllowList.AssertKept("async", Repository.Sources.SelectMany(NameRules.MisnamedAsyncMethods));

    [Fact]
    public void Log_lines_are_declared_in_files_of_their_own() =>
        AllowList.AssertKept("log", Repository.Sources.SelectMany(NameRules.LogMessages));

    [Fact]
    public void A_test_is_a_sentence() =>
        AllowList.AssertKept("sentence", Repository.Sources.SelectMany(NameRules.NamesThatAreNoSentence));

    [Fact]
    public void A_suppressed_warning_has_its_reason_on_the_same_line() =>
        AllowList.AssertKept("suppression", Repository.Sources.SelectMany(NameRules.SilentSuppressions));

    [Theory]
    [InlineData("class RecordManager;", 1)]
    [InlineData("struct FieldInfo;", 1)]
    [InlineData("interface IDataReader;", 0)]
    public void An_empty_name_is_found(string type, int found) =>
        Assert.Equal(found, NameRules.EmptyNames(new SourceFile("a.cs", type)).Count());

    [Theory]
    [InlineData("internal class A;", 1)]
    [InlineData("record A(int B);", 1)]
    [InlineData("sealed class A { class B; }", 1)]
    [InlineData("sealed class A; static class B; abstract record C; record struct D; struct E; interface F;", 0)]
    public void An_open_class_is_found(string type, int found) =>
        Assert.Equal(found, NameRules.OpenTypes(new SourceFile("a.cs", type)).Count());

    [Theory]
    [InlineData("public sealed class A;", 1)]
    [InlineData("public enum A;", 1)]
    [InlineData("internal sealed class A { public int B; }", 0)]
    public void A_public_type_is_found(string type, int found) =>
        Assert.Equal(found, NameRules.PublicTypes(new SourceFile("a.cs", type)).Count());

    [Theory]
    [InlineData("Task Run() => x;", 1)]
    [InlineData("async System.Threading.Tasks.ValueTask<int> Run() => 1;", 1)]
    [InlineData("Task RunAsync() => x;", 0)]
    [InlineData("int Run() => 1;", 0)]
    [InlineData("override Task Run() => x;", 0)]
    [InlineData("[Fact] async Task It_runs() { }", 0)]
    public void A_task_without_Async_is_found(string method, int found) =>
        Assert.Equal(found, NameRules.MisnamedAsyncMethods(new SourceFile("a.cs", $"class A {{ {method} }}")).Count());

    [Theory]
    [InlineData("[Fact] void It_works() { }", 0)]
    [InlineData("void TestItWorks() { }", 0)]
    [InlineData("[Theory] void TestItWorks() { }", 1)]
    public void A_test_that_is_no_sentence_is_found(string method, int found) =>
        Assert.Equal(found, NameRules.NamesThatAreNoSentence(new SourceFile("a.cs", $"class A {{{method}}}")).Count());

    [Theory]
    [InlineData("    #pragma warning disable CA1822", 1)]
    [InlineData("#pragma warning disable CA1822 // is part of an interface", 0)]
    public void A_suppression_without_a_reason_is_found(string line, int found) =>
        Assert.Equal(found, NameRules.SilentSuppressions(new SourceFile("a.cs", line)).Count());

    [Theory]
    [InlineData("A.cs", 1)]
    [InlineData("A.Log.cs", 0)]
    public void A_log_line_in_another_file_is_found(string path, int found) => Assert.Equal(
        found,
        NameRules.LogMessages(new SourceFile(path, "class A { [LoggerMessage(1)] partial void Log(); }")).Count());

    // The vendors' packages look for public classes.
    private static bool IsFoundByName(SourceFile file) => file.IsUnder("functions/managed");
}
