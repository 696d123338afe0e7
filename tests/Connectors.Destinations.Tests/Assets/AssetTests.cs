using Connectors.Hosting;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

public sealed class AssetTests
{
    public static TheoryData<string> Destinations { get; } = new(Configured.Modules.Select(module => module.Name));

    [Theory]
    [MemberData(nameof(Destinations))]
    public void The_program_carries_the_files_of_its_folder(string name)
    {
        Assets assets = Module(name).Assets;
        string folder = Path.Combine(ProjectPaths.Root, "functions", FolderOf(name), "assets");
        Assert.NotEmpty(assets.Names);
        Assert.Equal(
            Directory.GetFiles(folder).Select(Path.GetFileName).Order(StringComparer.Ordinal), assets.Names);
        Assert.All(assets.Names, asset =>
        {
            using var carried = new StreamReader(assets.Open(asset)!);
            Assert.Equal(File.ReadAllText(Path.Combine(folder, asset)), carried.ReadToEnd());
        });
    }

    [Theory]
    [MemberData(nameof(Destinations))]
    public void Files_in_JSON_can_be_read(string name) => Assert.All(
        Module(name).Assets.Names.Where(asset => asset.EndsWith(".json", StringComparison.Ordinal)),
        asset => Assert.NotEmpty(JToken.Parse(AssetFile.Read(FolderOf(name), asset))));

    private static DestinationModule Module(string name) => Configured.Modules.Single(one => one.Name == name);

    private static string FolderOf(string name) => Module(name).Title.Replace(" ", "", StringComparison.Ordinal);
}
