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
    public async Task A_file_that_could_not_be_finished_is_not_left_behind()
    {
        string letters = Path.Combine(folder.Path, "letters");
        Directory.CreateDirectory(Path.Combine(letters, "deep"));
        Assert.NotNull(
            await new FolderDeadLetterStore(letters).StoreAsync("deep", Bench.Utf8("x"), CancellationToken.None));
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new FolderDeadLetterStore(letters).StoreAsync("a", Bench.Utf8("x"), cancelled.Token));
        Assert.Empty(Directory.GetFiles(letters));
    }

    [Fact]
    public async Task Only_their_owner_can_read_dead_letters()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Windows has no file modes.
        }

        await new FolderDeadLetterStore(folder.Path).StoreAsync("a", Bench.Utf8("x"), CancellationToken.None);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(folder.Path + "/a"));
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
