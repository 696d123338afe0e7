using System.Text.Json.Nodes;

namespace Connectors.Conventions;

/// <summary>
/// The declarations that the adapters of functions/managed are compiled against, where the packages cannot be had.
/// </summary>
public sealed class DeclarationTests
{
    private static readonly ProjectFile Versions = ProjectFile.Read("functions/managed/Directory.Packages.props");

    [Fact]
    public void A_declaration_is_of_the_version_that_the_adapters_ask_for() => Assert.All(
        DeclarationFile.All,
        file => Assert.Contains(
            Versions.Xml.Descendants("PackageVersion"),
            pin => (pin.Attribute("Include")!.Value, pin.Attribute("Version")!.Value) == file.Package));

    [Fact]
    public void Every_package_that_an_adapter_asks_for_is_declared_or_needs_no_declaration()
    {
        // Runs while a program is built.
        string[] tools = ["Microsoft.Azure.Functions.Worker.Sdk"];
        IEnumerable<string> asked =
            Versions.Xml.Descendants("PackageVersion").Select(pin => pin.Attribute("Include")!.Value);
        Assert.Empty(asked.Except(DeclarationFile.All.Select(file => file.Package.Package)).Except(tools));
    }

    [Fact]
    public void Every_declared_type_names_a_page_about_it() =>
        AllowList.AssertKept("page", DeclarationFile.All.SelectMany(file => file.WithoutPage()));

    [Fact]
    public void Nothing_is_declared_that_an_adapter_does_not_use()
    {
        SourceFile[] readers =
            [.. Repository.Sources.Where(file => file.IsUnder("shared/Connectors.Hosting/Notifications"))];
        AllowList.AssertKept("declared", DeclarationFile.All.SelectMany(file => file.Unused(
            Repository.Sources.Where(user => user.IsUnder(
                $"functions/managed/{file.Adapter}", $"{DeclarationFile.Folder}/{file.Adapter}",
                "tests/Connectors.EndToEnd/Managed")),
            readers)));
    }

    [Fact]
    public void The_isolated_worker_has_the_queues_settings_of_the_custom_handler()
    {
        JsonObject native = HostSettings("infra/azure/host.json");
        native.Remove("customHandler");
        native.Remove("extensionBundle");
        Assert.True(JsonNode.DeepEquals(native, HostSettings("functions/managed/Azure/host.json")));
    }

    [Theory]
    [InlineData("// https://a.example\npublic sealed class A;", 0)]
    [InlineData("public sealed class A;", 1)]
    public void A_type_without_a_page_is_found(string text, int found) =>
        Assert.Equal(found, File("a.cs", text).WithoutPage().Count());

    [Theory]
    [InlineData("public sealed class AAttribute : Attribute;", "[A] class B;", 0)]
    [InlineData("public sealed class A { public int Size { get; } }", "int x = new A().Size;", 0)]
    [InlineData("public sealed class A { public int Size { get; } }", "A a;", 1)]
    [InlineData("public sealed class A;", "class A;", 1)]
    public void What_nobody_uses_is_found(string text, string user, int found) =>
        Assert.Equal(found, File("a.cs", text).Unused([new SourceFile("b.cs", user)], []).Count());

    [Theory]
    [InlineData("data.TextAt(\"bucket\")", 0)]
    [InlineData("data.TextAt(\"name\")", 1)]
    public void A_field_that_nobody_reads_is_found(string reader, int found)
    {
        DeclarationFile file = File("a.proto", "message A {\n  string bucket = 25;\n}\n");
        Assert.Equal(found, file.Unused([], [new SourceFile("b.cs", reader)]).Count());
    }

    private static DeclarationFile File(string name, string text) =>
        new(new SourceFile($"{DeclarationFile.Folder}/Acme/{name}", text));

    private static JsonObject HostSettings(string path) => JsonNode.Parse(Repository.Read(path).Text)!.AsObject();
}
