using System.Security.Cryptography;

namespace Connectors.Hosting.Tests;

public sealed class LocalObjectStoreTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_file_is_known_by_its_path_and_the_hash_of_its_content()
    {
        string path = folder.Write("a.log", "content");
        foreach (string reference in (string[])[path, "file://" + path])
        {
            await using Stream content = await OpenAsync(reference, (store, key, version) =>
                Assert.Equal(
                    ("file", path, Convert.ToHexStringLower(SHA256.HashData("content"u8))), (store, key, version)));
            Assert.Equal(
                "content", await new StreamReader(content).ReadToEndAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task Standard_input_is_known_by_its_content()
    {
        await using Stream content = await OpenAsync(BatchReference.StandardInput, (store, key, version) =>
            Assert.Equal(("stdin", "-", Convert.ToHexStringLower(SHA256.HashData("typed"u8))), (store, key, version)));
        Assert.Equal("typed", await new StreamReader(content).ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task An_empty_name_is_unreadable() => Assert.IsType<ObjectOpening.Unreadable>(
        await Store().OpenAsync(new BatchReference(""), CancellationToken.None));

    [Fact]
    public async Task Standard_input_is_kept_where_nobody_else_can_read_it()
    {
        if (OperatingSystem.IsWindows())
        {
            return; // Windows keeps each user's temporary files apart.
        }

        await using Stream content = await OpenAsync(BatchReference.StandardInput, (_, _, _) => { });
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(((FileStream)content).Name));
    }

    [Fact]
    public async Task What_cannot_be_opened_is_unreadable_and_told()
    {
        ObjectOpening opening =
            await Store().OpenAsync(new BatchReference(folder.Path + "/nowhere"), CancellationToken.None);
        Assert.Contains("nowhere", Assert.IsType<ObjectOpening.Unreadable>(opening).Reason);
    }

    public void Dispose() => folder.Dispose();

    private static LocalObjectStore Store() => new(() => new MemoryStream("typed"u8.ToArray()));

    private static async Task<Stream> OpenAsync(string reference, Action<string, string, string> check)
    {
        var opened = Assert.IsType<ObjectOpening.Opened>(
            await Store().OpenAsync(new BatchReference(reference), CancellationToken.None));
        check(opened.Identity.Store, opened.Identity.Key, opened.Identity.Version);
        return opened.Content;
    }
}
