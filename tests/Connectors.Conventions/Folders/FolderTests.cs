namespace Connectors.Conventions;

public sealed class FolderTests
{
    private static readonly string[] TopFolders = ["functions", "infra", "shared", "terraform", "tests"];

    private static readonly string[] RootFileKinds =
    [
        ".sln", ".props", ".json", ".md", "LICENSE", ".editorconfig", ".gitignore", ".gitattributes", ".git",
    ];

    public static TheoryData<string> Destinations { get; } = new(DestinationFolder.All);

    [Fact]
    public void The_folders_at_the_top_are_fixed() => Assert.Empty(Repository.TopFolders.Except(TopFolders));

    [Fact]
    public void At_the_top_are_only_files_that_tools_look_for_there() => Assert.All(
        Repository.Files.Where(file => !file.Contains('/')),
        file => Assert.Contains(RootFileKinds, kind => file.EndsWith(kind, StringComparison.Ordinal)));

    [Theory]
    [MemberData(nameof(Destinations))]
    public void Every_destination_has_the_same_files(string name) => Assert.Empty(
        DestinationFolder.Differences(name, [.. Repository.FilesUnder($"functions/{name}")]));

    [Fact]
    public void A_file_that_is_missing_or_more_than_the_others_have_is_found() => Assert.Equal(
        ["README.md is missing", "AcmeThing.cs is not what a destination has"],
        DestinationFolder.Differences(
            "Acme",
            [
                "Acme.csproj", "Program.cs", "AcmeDestination.cs", "AcmeEnvelope.cs", "AcmeOptions.cs", "fields.json",
                "AcmeThing.cs", "assets/dashboard.json",
            ]));
}
