namespace Connectors.Hosting;

/// <summary>A new file, which is there only when it is whole and on disk.</summary>
internal static class WholeFile
{
    /// <summary>Writes it, and makes its folder where there is none. Only its owner may read it.</summary>
    /// <exception cref="IOException">It cannot be written, or there is one of that name.</exception>
    internal static async Task CreateAsync(string path, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        string folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        string partial = Path.Combine(folder, Path.GetRandomFileName() + ".partial");
        try
        {
            Directory.CreateDirectory(folder);
            await using (var file = new FileStream(partial, OwnersOnly()))
            {
                await file.WriteAsync(content, cancel);
                file.Flush(flushToDisk: true);
            }

            File.Move(partial, path, overwrite: false);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or NotSupportedException)
        {
            throw new IOException(fault.Message, fault);
        }
        finally
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }

    private static FileStreamOptions OwnersOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }
}
