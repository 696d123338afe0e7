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

    [Fact]
    public async Task Files_are_listed_in_the_order_of_their_paths_with_size_and_time()
    {
        foreach (string name in (string[])["a/b", "a.b", "a/a/c", "b"])
        {
            folder.Write(name, name);
        }

        IReadOnlyList<BatchReference> all = await ListAsync(folder.Path);
        Assert.Equal(
            ["a.b", "a/a/c", "a/b", "b"], all.Select(one => Path.GetRelativePath(folder.Path, one.Uri)));
        Assert.Equal((3, true), (all[0].Bytes!.Value, all[0].Modified > DateTimeOffset.UtcNow.AddMinutes(-5)));
        Assert.Equal(["a.b"], (await ListAsync(folder.Path + "/a.")).Select(one => Path.GetFileName(one.Uri)));
        Assert.Equal(2, (await ListAsync("file://" + folder.Path + "/a/")).Count);
        Assert.Empty(await ListAsync(folder.Path + "/nowhere/a"));
    }

    [Fact]
    public async Task A_file_is_created_once_and_what_hinders_it_is_told()
    {
        string path = folder.Path + "/new/folder/a.json";
        Assert.Null(await Store().CreateAsync(path, Bench.Utf8("first"), CancellationToken.None));
        Assert.Null(await Store().CreateAsync(path, Bench.Utf8("second"), CancellationToken.None));
        Assert.Equal("first", File.ReadAllText(path));
        Assert.NotNull(await Store().CreateAsync(path + "/below", Bench.Utf8("x"), CancellationToken.None));
        Assert.Null(await Store().DeleteAsync(path, CancellationToken.None));
        Assert.NotNull(await Store().DeleteAsync(folder.Path, CancellationToken.None));
    }

    public void Dispose() => folder.Dispose();

    private static async Task<IReadOnlyList<BatchReference>> ListAsync(string prefix)
    {
        List<BatchReference> all = [];
        await foreach (BatchReference one in Store().ListAsync(prefix, CancellationToken.None))
        {
            all.Add(one);
        }

        return all;
    }

    private static LocalObjectStore Store() => new(() => new MemoryStream("typed"u8.ToArray()));

    private static async Task<Stream> OpenAsync(string reference, Action<string, string, string> check)
    {
        var opened = Assert.IsType<ObjectOpening.Opened>(
            await Store().OpenAsync(new BatchReference(reference), CancellationToken.None));
        check(opened.Identity.Store, opened.Identity.Key, opened.Identity.Version);
        return opened.Content;
    }
}
