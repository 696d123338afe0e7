using System.Reflection;
using Connectors.Hosting;

namespace Connectors.Conventions;

/// <summary>The folder of one destination: <c>functions/&lt;Name&gt;</c>.</summary>
internal static class DestinationFolder
{
    /// <summary>The names of all.</summary>
    internal static IEnumerable<string> All { get; } =
        Repository.FoldersOf(Repository.FullPath("functions")).Where(name => name != "managed");

    /// <summary>What a folder has too little or too much.</summary>
    internal static IEnumerable<string> Differences(string name, IReadOnlyCollection<string> files)
    {
        string[] expected =
        [
            $"{name}.csproj", "Program.cs", $"{name}Destination.cs", $"{name}Envelope.cs", $"{name}Options.cs",
            "fields.json", "README.md",
        ];
        return expected.Except(files).Select(file => $"{file} is missing")
            .Concat(files.Except(expected)
                .Where(file => !file.StartsWith("assets/", StringComparison.Ordinal))
                .Select(file => $"{file} is not what a destination has"));
    }

    /// <summary>What the destination brings with it, of its executable.</summary>
    internal static DestinationModule Module(string name)
    {
        ProjectFile project = ProjectFile.Read($"functions/{name}/{name}.csproj");
        string assembly = project.Xml.Descendants("AssemblyName").Single().Value;
        Type destination = Assembly.Load(assembly).GetTypes().Single(type => type.Name == name + "Destination");
        PropertyInfo module = destination.GetProperty("Module", BindingFlags.Static | BindingFlags.NonPublic)!;
        return (DestinationModule)module.GetValue(null)!;
    }
}
