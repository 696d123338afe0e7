using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>Files under functions/&lt;Name&gt;/assets.</summary>
internal static class AssetFile
{
    internal static string Read(string destination, string name) => File.ReadAllText(PathOf(destination, name));

    internal static JObject ReadJson(string destination, string name) => JObject.Parse(Read(destination, name));

    /// <summary>
    /// Compares a file with what the datasets and field maps say. <c>UPDATE_EXPECTED=1 dotnet test --project
    /// tests/Connectors.Destinations.Tests</c> writes it anew.
    /// </summary>
    internal static void AssertIs(string destination, string name, string expected)
    {
        if (ProjectPaths.Updates)
        {
            File.WriteAllText(PathOf(destination, name), expected);
        }

        Assert.Equal(expected, Read(destination, name));
    }

    private static string PathOf(string destination, string name) =>
        Path.Combine(ProjectPaths.Root, "functions", destination, "assets", name);
}
