using System.Xml.Linq;

namespace Connectors.Conventions;

public sealed class ProjectTests
{
    private static readonly ProjectFile[] Projects =
    [
        .. Repository.FilesWith(".csproj").Where(IsInSolution).Select(ProjectFile.Read),
    ];

    private static readonly ProjectFile[] SharedProperties =
        [.. Repository.FilesWith(".props").Where(IsInSolution).Select(ProjectFile.Read)];

    [Fact]
    public void References_go_from_functions_to_hosting_to_delivery_to_records() => AllowList.AssertKept(
        "direction",
        Projects.Concat(SharedProperties)
            .Where(project => project.Path.StartsWith("functions/", StringComparison.Ordinal)
                || project.Path.StartsWith("shared/", StringComparison.Ordinal))
            .SelectMany(project => project.WrongReferences()));

    [Fact]
    public void No_package_has_a_version_of_its_own() =>
        AllowList.AssertKept("version", Projects.Concat(SharedProperties).SelectMany(project => project.OwnVersions()));

    [Fact]
    public void Every_pinned_package_is_used()
    {
        IEnumerable<string> pinned = ProjectFile.Read("Directory.Packages.props").Xml.Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value);
        IEnumerable<string> used = Projects.Concat(SharedProperties)
            .SelectMany(project => project.Packages)
            .Select(package => package.Attribute("Include")!.Value);
        Assert.Empty(pinned.Except(used));
    }

    [Fact]
    public void Every_project_is_in_the_solution()
    {
        string solution = File.ReadAllText(Repository.FullPath("Connectors.sln")).Replace('\\', '/');
        Assert.All(Projects, project => Assert.Contains($"\"{project.Path}\"", solution));
    }

    [Theory]
    [InlineData("shared/Connectors.Records/Connectors.Records.csproj", "../Any/Connectors.Delivery.csproj")]
    [InlineData("shared/Connectors.Hosting/Connectors.Hosting.csproj", "../../functions/Acme/Acme.csproj")]
    [InlineData("functions/Acme/Acme.csproj", "../Other/Other.csproj")]
    public void A_reference_the_other_way_is_found(string path, string reference) =>
        Assert.Single(Project(path, $"<ProjectReference Include='{reference}' />").WrongReferences());

    [Theory]
    [InlineData("shared/Connectors.Hosting/Connectors.Hosting.csproj", "../Any/Connectors.Records.csproj")]
    [InlineData("functions/Directory.Build.props", "$(Here)../shared/Any/Connectors.Hosting.csproj")]
    public void A_reference_the_right_way_is_not(string path, string reference) =>
        Assert.Empty(Project(path, $"<ProjectReference Include='{reference}' />").WrongReferences());

    [Theory]
    [InlineData("Version")]
    [InlineData("VersionOverride")]
    public void A_version_of_its_own_is_found(string attribute) =>
        Assert.Single(Project("a.csproj", $"<PackageReference Include='A' {attribute}='1.0' />").OwnVersions());

    // Packages that cannot be had everywhere stay out of the solution, and need rights of their own.
    private static bool IsInSolution(string path) => !path.StartsWith("functions/managed/", StringComparison.Ordinal);

    private static ProjectFile Project(string path, string item) =>
        new(path, XElement.Parse($"<Project><ItemGroup>{item}</ItemGroup></Project>"));
}
