using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace Connectors.Hosting;

/// <summary>
/// Turns what a person typed into objects: files, folders, patterns, <c>-</c>, URIs, and URIs that end with a slash or
/// have a pattern in their keys.
/// </summary>
internal static class ObjectArguments
{
    private static readonly char[] PatternCharacters = ['*', '?'];

    /// <summary>All objects, each folder's and pattern's in the order of their names.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="store">For URIs.</param>
    /// <param name="cancel">Stops the search.</param>
    /// <returns>The objects, and what is wrong with an argument, as a sentence; null when nothing is.</returns>
    internal static async Task<(IReadOnlyList<BatchReference> Objects, string? Problem)> ExpandAsync(
        IEnumerable<string> arguments, IObjectStore store, CancellationToken cancel)
    {
        var objects = new List<BatchReference>();
        try
        {
            foreach (string argument in arguments)
            {
                int before = objects.Count;
                objects.AddRange(ObjectUri.IsCloud(argument)
                    ? await ListAsync(argument, store, cancel)
                    : ExpandOne(argument).Select(path => new BatchReference(path)));
                if (objects.Count == before)
                {
                    return (objects, $"Nothing matches '{argument}'.");
                }
            }

            return (objects, null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return (objects, $"The objects cannot be listed: {fault.Message.TrimEnd('.')}.");
        }
    }

    private static async Task<IReadOnlyList<BatchReference>> ListAsync(
        string argument, IObjectStore store, CancellationToken cancel)
    {
        ObjectUri target = ObjectUri.Parse(argument) ?? throw new IOException($"the URI must be {ObjectUri.Forms}");
        string key = target.Key;
        int pattern = key.IndexOfAny(PatternCharacters);
        if (pattern < 0 && key.Length > 0 && !key.EndsWith('/'))
        {
            return [new BatchReference(argument)];
        }

        int folderEnd = pattern < 0 ? key.Length : key.LastIndexOf('/', pattern) + 1;
        string folder = (target with { Key = key[..folderEnd] }).ToString();
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddInclude(pattern < 0 ? "**/*" : key[folderEnd..]);
        var found = new List<BatchReference>();
        await foreach (BatchReference one in store.ListAsync(folder, cancel))
        {
            if (one.Uri.Length > folder.Length && matcher.Match(one.Uri[folder.Length..]).HasMatches)
            {
                found.Add(one);
            }
        }

        return found;
    }

    private static IReadOnlyList<string> ExpandOne(string argument)
    {
        if (argument == BatchReference.StandardInput || File.Exists(argument))
        {
            return [argument];
        }

        if (Directory.Exists(argument))
        {
            return LocalObjectStore.FilesIn(argument);
        }

        int pattern = argument.IndexOfAny(PatternCharacters);
        return pattern < 0 ? [argument] : Match(argument, pattern);
    }

    // The folder before the first pattern character is where the search begins.
    private static IReadOnlyList<string> Match(string argument, int pattern)
    {
        int folderEnd = argument.LastIndexOf('/', pattern) + 1;
        string folder = folderEnd == 0 ? "." : argument[..folderEnd];
        var matcher = new Matcher(StringComparison.Ordinal);
        matcher.AddInclude(argument[folderEnd..]);
        return [.. matcher.Execute(new DirectoryInfoWrapper(new DirectoryInfo(folder))).Files
            .Select(file => folderEnd == 0 ? file.Path : Path.Combine(folder, file.Path))
            .Order(StringComparer.Ordinal)];
    }
}
