using System.Xml.Linq;

namespace Connectors.Conventions;

/// <summary>What stands in a project file, or in one that many projects share.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Xml">Its content.</param>
internal sealed record ProjectFile(string Path, XElement Xml)
{
    // Who may use whom: each only what is below it, next or further.
    private static readonly string[] Layers = ["Connectors.Records", "Connectors.Delivery", "Connectors.Hosting"];

    internal string Name => System.IO.Path.GetFileNameWithoutExtension(Path);

    internal IEnumerable<XElement> Packages => Xml.Descendants("PackageReference");

    private IEnumerable<string> ProjectReferences => Xml.Descendants("ProjectReference")
        .Select(reference => reference.Attribute("Include")!.Value.Split('/')[^1].Replace(".csproj", "", Ordinal));

    private const StringComparison Ordinal = StringComparison.Ordinal;

    internal static ProjectFile Read(string path) => new(path, XElement.Load(Repository.FullPath(path)));

    /// <summary>References that go another way than functions, Hosting, Delivery, Records.</summary>
    internal IEnumerable<Finding> WrongReferences()
    {
        int layer = Path.StartsWith("functions/", Ordinal) ? Layers.Length : Array.IndexOf(Layers, Name);
        return ProjectReferences
            .Where(reference => Array.IndexOf(Layers, reference) is var below && (below < 0 || below >= layer))
            .Select(reference => new Finding($"{Path} {reference}", "may not be used from here"));
    }

    /// <summary>Packages with a version of their own: versions stand in Directory.Packages.props.</summary>
    internal IEnumerable<Finding> OwnVersions() => Packages
        .Where(package => package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null)
        .Select(package => new Finding($"{Path} {package.Attribute("Include")!.Value}", "has a version of its own"));
}
