namespace Connectors.Hosting;

/// <summary>Keeps dead letters as files in a folder. A file that is there is whole and on disk.</summary>
/// <param name="folder">The folder; made when the first letter comes.</param>
public sealed class FolderDeadLetterStore(string folder) : IDeadLetterStore
{
    public async Task<string?> StoreAsync(string name, ReadOnlyMemory<byte> lines, CancellationToken cancel)
    {
        string partial = Path.Combine(folder, Path.GetRandomFileName() + ".partial");
        try
        {
            Directory.CreateDirectory(folder);
            await using (var file = new FileStream(partial, OwnersOnly()))
            {
                await file.WriteAsync(lines, cancel);
                file.Flush(flushToDisk: true);
            }

            MoveToFreeName(partial, name);
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return $"dead letters cannot be written to '{folder}': {fault.Message}";
        }
        finally
        {
            if (File.Exists(partial))
            {
                File.Delete(partial);
            }
        }
    }

    // A letter holds its record as it was read, before any redaction.
    private static FileStreamOptions OwnersOnly()
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return options;
    }

    private void MoveToFreeName(string partial, string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        string extension = Path.GetExtension(name);
        string target = Path.Combine(folder, name);
        for (int number = 2; File.Exists(target); number++)
        {
            target = Path.Combine(folder, $"{stem}.{number}{extension}");
        }

        File.Move(partial, target, overwrite: false);
    }
}
