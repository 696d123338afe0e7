namespace Connectors.Conventions;

public sealed class LinkTests
{
    [Fact]
    public void Every_link_to_a_file_leads_to_one() => AllowList.AssertKept(
        "link", Repository.FilesWith(".md").Select(Repository.Read).SelectMany(file => Links.Broken(file, Exists)));

    [Theory]
    [InlineData("see [this](there.md)", "a/there.md", 0)]
    [InlineData("see [this](../there.md#part)", "there.md", 0)]
    [InlineData("see [this](../there.md)", "a/there.md", 1)]
    [InlineData("[this]: there.md", "there.md", 1)]
    [InlineData("[this](https://example.com) and [that](#part)", "", 0)]
    public void A_link_that_leads_nowhere_is_found(string text, string file, int found) =>
        Assert.Equal(found, Links.Broken(new SourceFile("a/README.md", text), path => path == file).Count());

    private static bool Exists(string path) => Path.Exists(Repository.FullPath(path));
}
