using System.Reflection;
using Connectors.Hosting;

namespace Connectors.Terraform;

/// <summary>A destination's executable, as it was built with these tests.</summary>
/// <param name="Name">As in the executable's name: <c>splunk</c>.</param>
/// <param name="Settings">Its own settings, without the common ones.</param>
internal sealed record Destination(string Name, IReadOnlyList<Setting> Settings)
{
    /// <summary>Every destination whose folder is under <c>functions</c>.</summary>
    internal static IReadOnlyList<Destination> All { get; } =
    [
        .. Directory.GetFiles(AppContext.BaseDirectory, "*-connector.dll").Order(StringComparer.Ordinal)
            .Select(path => Read(Path.GetFileNameWithoutExtension(path))),
    ];

    /// <summary>The path of the executable.</summary>
    internal string Executable => Path.Combine(AppContext.BaseDirectory, Name + "-connector");

    internal static Destination? Find(string name) => All.FirstOrDefault(one => one.Name == name);

    private static Destination Read(string assembly)
    {
        Type destination = Assembly.Load(assembly).GetTypes()
            .Single(type => type.Name.EndsWith("Destination", StringComparison.Ordinal));
        PropertyInfo module = destination.GetProperty("Module", BindingFlags.Static | BindingFlags.NonPublic)!;
        var read = (DestinationModule)module.GetValue(null)!;
        return new Destination(read.Name, [.. read.Settings]);
    }
}
