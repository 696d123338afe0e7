namespace Connectors.Destinations.Tests;

/// <summary>Where the repository's files are, seen from a running test.</summary>
internal static class ProjectPaths
{
    internal static string Root { get; } = FindRoot(new DirectoryInfo(AppContext.BaseDirectory));

    /// <summary>Whether expected files are written anew instead of compared.</summary>
    internal static bool Updates => Environment.GetEnvironmentVariable("UPDATE_EXPECTED") == "1";

    private static string FindRoot(DirectoryInfo folder) =>
        File.Exists(Path.Combine(folder.FullName, "Connectors.sln")) ? folder.FullName : FindRoot(folder.Parent!);
}
