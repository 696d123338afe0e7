using System.IO.Enumeration;
using Microsoft.Extensions.FileSystemGlobbing;
using Microsoft.Extensions.FileSystemGlobbing.Abstractions;

namespace Connectors.Hosting;

/// <summary>Turns what a person typed into objects: files, folders, patterns, <c>-</c>.</summary>
internal static class ObjectArguments
{
    private static readonly char[] PatternCharacters = ['*', '?'];

    /// <summary>All objects, each folder's and pattern's in the order of their names.</summary>
    /// <param name="arguments">What was typed.</param>
    /// <param name="problem">The pattern or folder that holds nothing, as a sentence; null when there is none.</param>
    internal static IReadOnlyList<BatchReference> Expand(IEnumerable<string> arguments, out string? problem)
    {
        var objects = new List<BatchReference>();
        problem = null;
        foreach (string argument in arguments)
        {
            IReadOnlyList<string> found = ExpandOne(argument);
            problem ??= found.Count == 0 ? $"Nothing matches '{argument}'." : null;
            objects.AddRange(found.Select(path => new BatchReference(path)));
        }

        return objects;
    }

    private static IReadOnlyList<string> ExpandOne(string argument)
    {
        if (argument == BatchReference.StandardInput || File.Exists(argument))
        {
            return [argument];
        }

        if (Directory.Exists(argument))
        {
            return [.. FilesIn(argument).Order(StringComparer.Ordinal)];
        }

        int pattern = argument.IndexOfAny(PatternCharacters);
        return pattern < 0 ? [argument] : Match(argument, pattern);
    }

    // Links to folders are not followed: they may lead back, and each file would come many times.
    private static FileSystemEnumerable<string> FilesIn(string folder) => new(
        folder,
        static (ref entry) => entry.ToSpecifiedFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
        ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

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
