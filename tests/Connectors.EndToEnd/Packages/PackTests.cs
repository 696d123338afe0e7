using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Connectors.EndToEnd.Packages;

/// <summary>What <c>infra/pack</c> makes: one zip that all three clouds take as it is.</summary>
public sealed class PackTests
{
    private const int Executable = 0b111_101_101;

    [Fact]
    public async Task A_package_has_what_each_cloud_starts()
    {
        using ZipArchive zip = ZipFile.OpenRead(await PackAsync());

        Assert.Equal(
            [
                "Deliver/function.json", "Pull/function.json", "THIRD-PARTY-NOTICES.txt", "bootstrap", "host.json",
                "sbom.cdx.json",
            ],
            zip.Entries.Select(entry => entry.FullName));
        Assert.Equal(Executable, (zip.GetEntry("bootstrap")!.ExternalAttributes >> 16) & 0b111_111_111);
        JsonNode handler = Read(zip, "host.json")["customHandler"]!["description"]!;
        Assert.Equal("bootstrap", handler["defaultExecutablePath"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_package_names_what_its_executable_is_made_of()
    {
        using ZipArchive zip = ZipFile.OpenRead(await PackAsync());
        JsonArray components = Read(zip, "sbom.cdx.json")["components"]!.AsArray();
        string[] names = [.. components.Select(Name)];
        using var reader = new StreamReader(zip.GetEntry("THIRD-PARTY-NOTICES.txt")!.Open());
        string notices = await reader.ReadToEndAsync(Cancelled);

        Assert.Contains("Polly.Core", names);
        Assert.Contains(names, name => name.Contains("ILCompiler", StringComparison.Ordinal));
        Assert.All(components, component => Assert.NotEmpty(component!["licenses"]!.AsArray()));
        Assert.All(names, name => Assert.Contains($"\n{name} ", notices, StringComparison.Ordinal));
        Assert.Contains("Permission is hereby granted", notices, StringComparison.Ordinal); // the text of MIT
        Assert.Contains("Redistribution and use in source and binary forms", notices, StringComparison.Ordinal); // BSD
        Assert.Contains("Apache License", notices, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_executable_is_packed_to_the_same_bytes()
    {
        string zip = await PackAsync();
        string first = Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(zip, Cancelled)));
        await PackAsync();

        Assert.Equal(first, Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(zip, Cancelled))));
        Assert.Equal($"{first}  {Path.GetFileName(zip)}\n", await File.ReadAllTextAsync(zip + ".sha256", Cancelled));
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private static async Task<string> PackAsync()
    {
        Published.SkipUnlessThere("linux-x64");
        (int exitCode, string output, string errors) =
            await Published.RunAsync("infra/pack", ["--published", "splunk"]);
        Assert.Equal((0, ""), (exitCode, errors));
        return Path.Combine(Published.Root, output.Trim());
    }

    private static string Name(JsonNode? component) => component!["name"]!.GetValue<string>();

    private static JsonNode Read(ZipArchive zip, string name)
    {
        using Stream entry = zip.GetEntry(name)!.Open();
        return JsonNode.Parse(entry)!;
    }
}
