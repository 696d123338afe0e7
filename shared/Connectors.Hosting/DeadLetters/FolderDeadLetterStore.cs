namespace Connectors.Hosting;

/// <summary>
/// Keeps dead letters as files in a folder. A file that is there is whole and on disk, and only its owner may read it:
/// a letter holds its record as it was read, before any redaction.
/// </summary>
/// <param name="folder">The folder; made when the first letter comes.</param>
public sealed class FolderDeadLetterStore(string folder) : IDeadLetterStore
{
    public async Task<string?> StoreAsync(string name, ReadOnlyMemory<byte> lines, CancellationToken cancel)
    {
        try
        {
            await WholeFile.CreateAsync(FreePath(name), lines, cancel);
            return null;
        }
        catch (IOException fault)
        {
            return $"dead letters cannot be written to '{folder}': {fault.Message}";
        }
    }

    private string FreePath(string name)
    {
        string stem = Path.GetFileNameWithoutExtension(name);
        string extension = Path.GetExtension(name);
        string target = Path.Combine(folder, name);
        for (int number = 2; File.Exists(target); number++)
        {
            target = Path.Combine(folder, $"{stem}.{number}{extension}");
        }

        return target;
    }
}
