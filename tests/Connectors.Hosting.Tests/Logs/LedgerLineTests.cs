using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

/// <summary>
/// The line for each object: alarms, metrics and saved queries in terraform/ read it, so its event and members are as
/// fixed as an API.
/// </summary>
public sealed partial class LedgerLineTests
{
    // What the platforms add to a line.
    private static readonly string[] Added = ["timestamp"];

    private static string Modules { get; } = Path.Combine(RootOf(AppContext.BaseDirectory), "terraform", "modules");

    [Theory]
    [InlineData("aws")]
    [InlineData("google")]
    [InlineData("azure")]
    public async Task What_the_modules_read_from_the_log_is_there(string module)
    {
        JObject line = await LineAsync();
        string text = string.Concat(
            Directory.GetFiles(Path.Combine(Modules, module), "*.tf").Select(File.ReadAllText));
        Assert.Contains($"\"{line["event"]}\"", text.Replace("\\", "", StringComparison.Ordinal));
        string[] members = [.. Members(text).Distinct()];
        Assert.Contains("deadLettered", members);
        Assert.All(members, member => Assert.True(
            line.ContainsKey(member) || Added.Contains(member), $"{module} reads {member}, which no line has"));
    }

    [Fact]
    public async Task The_last_try_is_the_one_of_the_package_s_own_file()
    {
        CancellationToken cancel = TestContext.Current.CancellationToken;
        string module = await File.ReadAllTextAsync(Path.Combine(Modules, "azure", "main.tf"), cancel);
        var file = JObject.Parse(
            await File.ReadAllTextAsync(Path.Combine(Modules, "..", "..", "infra", "azure", "host.json"), cancel));
        Assert.Matches(
            $"CONNECTOR_TRIES += \"{file.SelectToken("extensions.queues.maxDequeueCount")}\"", module);
    }

    [Fact]
    public async Task It_tells_the_counts_as_numbers()
    {
        JObject line = await LineAsync();
        Assert.All(
            ["read", "delivered", "deadLettered", "undelivered", "attempts", "bytesRead"],
            count => Assert.Equal(JTokenType.Integer, line[count]!.Type));
        Assert.Equal(("INFO", "CONN-301"), ((string?)line["level"], (string?)line["code"]));
    }

    [Fact]
    public async Task Dead_letters_are_told_with_their_reasons_code()
    {
        using var lines = new LogLines();
        await new Bench { Logs = lines.Factory }.DeliverAsync("no JSON\n{\"a\":1}\nnor this\n");
        JObject line = Assert.Single(lines.Of("LogRejected"));
        Assert.Equal(
            ("CONN-401", "invalid_json", 2, "batch.log.gz"),
            ((string)line["code"]!, (string)line["reason"]!, (int)line["records"]!, (string)line["object"]!));
    }

    private static async Task<JObject> LineAsync()
    {
        using var lines = new LogLines();
        var bench = new Bench { Logs = lines.Factory };
        await bench.Connector.DeliverAsync(
            new BatchReference("nowhere"), progress: null, TestContext.Current.CancellationToken);
        return Assert.Single(lines.Of("LogLedger"));
    }

    // $.delivered, jsonPayload.deadLettered, line.event, and the words of saved queries.
    private static IEnumerable<string> Members(string text) =>
        Paths().Matches(text).Select(match => match.Groups[1].Value)
            .Concat(Fields().Matches(text).SelectMany(match => Word().Matches(match.Groups[1].Value))
                .Select(match => match.Value));

    [GeneratedRegex(@"(?:\$\.|jsonPayload\.|\bline\.)([A-Za-z]+)")]
    private static partial Regex Paths();

    [GeneratedRegex(@"fields (.*)\n.*\n?.*LogLedger|sum\(([a-zA-Z]+)\)")]
    private static partial Regex Fields();

    [GeneratedRegex(@"(?<!@)\b[a-zA-Z]+")]
    private static partial Regex Word();

    private static string RootOf(string folder) => File.Exists(Path.Combine(folder, "Connectors.sln"))
        ? folder
        : RootOf(Path.GetDirectoryName(folder)!);
}
