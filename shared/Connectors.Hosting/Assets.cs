using System.Reflection;

namespace Connectors.Hosting;

/// <summary>
/// The destination's side: files that an operator installs there, such as templates and pipelines. They are part of the
/// program, embedded as <c>assets/&lt;name&gt;</c>.
/// </summary>
/// <param name="program">The destination's program.</param>
public sealed class Assets(Assembly program)
{
    private const string Folder = "assets/";

    /// <summary>The names of all, in order.</summary>
    public IReadOnlyList<string> Names =>
    [
        .. program.GetManifestResourceNames()
            .Where(resource => resource.StartsWith(Folder, StringComparison.Ordinal))
            .Select(resource => resource[Folder.Length..])
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>Opens a file; null where there is none of this name.</summary>
    public Stream? Open(string name) => program.GetManifestResourceStream(Folder + name);
}
