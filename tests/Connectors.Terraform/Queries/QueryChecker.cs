using System.ComponentModel;
using System.Diagnostics;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

/// <summary>
/// Microsoft's own reader of Azure Monitor's query language, from npm: it is fetched when it is not there.
/// </summary>
public sealed class QueryChecker : IAsyncLifetime
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests/Connectors.Terraform/Queries");

    private string? missing;

    public async ValueTask InitializeAsync()
    {
        if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
        {
            return;
        }

        try
        {
            (int exitCode, string output) = await RunAsync(
                "", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            missing = exitCode == 0 ? null : $"npm did not fetch the reader of queries: {output}";
        }
        catch (Win32Exception)
        {
            missing = "there is no npm, which fetches the reader of queries";
        }
    }

    /// <summary>What is wrong with queries, by name; without an entry for those that are right.</summary>
    internal async Task<JObject> CheckAsync(IReadOnlyDictionary<string, string> queries)
    {
        Assert.SkipWhen(missing is not null, missing ?? "");
        (int exitCode, string output) = await RunAsync(JsonConvert.SerializeObject(queries), "node", "check.mjs");
        Assert.True(exitCode == 0, output);
        return JObject.Parse(output);
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<(int ExitCode, string Output)> RunAsync(
        string input, string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        string output = await process.StandardOutput.ReadToEndAsync() + await errors;
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }
}
