namespace Connectors.Terraform;

/// <summary>Where the repository's Terraform files are.</summary>
internal static class Repository
{
    internal static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Every folder that is a module or an example: <c>modules/aws</c>, <c>examples/aws_splunk</c>.</summary>
    internal static IReadOnlyList<string> Folders { get; } = [.. FoldersIn("modules"), .. FoldersIn("examples")];

    internal static IReadOnlyList<string> Modules { get; } = [.. FoldersIn("modules")];

    internal static IReadOnlyList<string> Examples { get; } = [.. FoldersIn("examples")];

    /// <summary>The path of something in the folder <c>terraform</c>.</summary>
    internal static string PathOf(string folder) => Path.Combine(Root, "terraform", folder);

    private static IEnumerable<string> FoldersIn(string parent) => Directory.GetDirectories(PathOf(parent))
        .Select(path => $"{parent}/{Path.GetFileName(path)}").Order(StringComparer.Ordinal);

    private static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Connectors.sln")) ? folder.FullName : FindRoot(folder.Parent!);
}
