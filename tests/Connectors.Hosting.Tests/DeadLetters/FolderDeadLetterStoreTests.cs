namespace Connectors.Hosting.Tests;

public sealed class FolderDeadLetterStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_file_is_never_replaced()
    {
        string letters = Path.Combine(folder.Path, "letters");
        var store = new FolderDeadLetterStore(letters);
        foreach (string lines in (string[])["first\n", "second\n", "third\n"])
        {
            Assert.Null(await store.StoreAsync("a.1.ndjson", Bench.Utf8(lines), CancellationToken.None));
        }

        Assert.Equal(
            ["a.1.2.ndjson second\n", "a.1.3.ndjson third\n", "a.1.ndjson first\n"],
            Directory.GetFiles(letters).Order(StringComparer.Ordinal)
                .Select(file => $"{Path.GetFileName(file)} {File.ReadAllText(file)}"));
    }

    [Fact]
    public async Task What_cannot_be_written_is_told()
    {
        string file = folder.Write("file", "in the way");
        string? problem =
            await new FolderDeadLetterStore(file).StoreAsync("a", Bench.Utf8("x"), CancellationToken.None);
        Assert.StartsWith($"dead letters cannot be written to '{file}'", problem);
    }

    public void Dispose() => folder.Dispose();
}
