namespace Connectors.Conventions;

/// <summary>The repository's files, as they lie on the disk: what is made by a build or a run is left out.</summary>
internal static class Repository
{
    private static readonly HashSet<string> Made =
        ["bin", "obj", "artifacts", "dead-letters", "node_modules", "TestResults", "BenchmarkDotNet.Artifacts"];

    internal static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Whether generated parts of files are written anew instead of compared.</summary>
    internal static bool Updates => Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1";

    /// <summary>Names of the folders at the top, without the hidden ones.</summary>
    internal static IReadOnlyList<string> TopFolders { get; } = FoldersOf(Root);

    /// <summary>Every file in those folders and at the top: paths from the root, with slashes.</summary>
    internal static IReadOnlyList<string> Files { get; } =
        [.. FilesOf(Root).Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/')).Order()];

    /// <summary>All C# files.</summary>
    internal static IReadOnlyList<SourceFile> Sources { get; } = [.. FilesWith(".cs").Select(Read)];

    /// <summary>What is shipped: no tests, and no tools for them.</summary>
    internal static IEnumerable<SourceFile> Product => Sources.Where(file => file.IsUnder("functions", "shared"));

    internal static IEnumerable<string> FilesWith(string ending) =>
        Files.Where(file => file.EndsWith(ending, StringComparison.Ordinal));

    /// <summary>Files in a folder: paths from there.</summary>
    internal static IEnumerable<string> FilesUnder(string folder) => Files
        .Where(file => file.StartsWith(folder + "/", StringComparison.Ordinal))
        .Select(file => file[(folder.Length + 1)..]);

    internal static SourceFile Read(string path) => new(path, File.ReadAllText(FullPath(path)));

    internal static string FullPath(string path) => Path.Combine(Root, path);

    /// <summary>The names of the folders in this one, which are neither hidden nor made.</summary>
    internal static IReadOnlyList<string> FoldersOf(string folder) =>
    [
        .. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path))
            .Where(name => !name.StartsWith('.') && !Made.Contains(name)).Order(),
    ];

    private static IEnumerable<string> FilesOf(string folder) => Directory.GetFiles(folder)
        .Concat(FoldersOf(folder).SelectMany(name => FilesOf(Path.Combine(folder, name))));

    private static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Connectors.sln")) ? folder.FullName : FindRoot(folder.Parent!);
}
