using System.Diagnostics;
using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

/// <summary>How a run of Terraform ended, and what it wrote.</summary>
internal sealed record TerraformRun(int ExitCode, string Output)
{
    /// <summary>What Terraform calls errors, one text for each; of a run with <c>-json</c>.</summary>
    internal string Complaints => string.Join(
        '\n',
        Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(JObject.Parse)
            .SelectMany(line => line["diagnostics"] ?? new JArray(line["diagnostic"] ?? new JArray()))
            .OfType<JObject>()
            .Select(one => $"{one["summary"]}: {one["detail"]}"));

    /// <summary>Runs Terraform and waits for its end.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="environment">Set besides PATH and HOME.</param>
    /// <param name="arguments">The command line.</param>
    internal static async Task<TerraformRun> StartAsync(
        string folder, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("terraform", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in start.Environment.Keys.Where(name => name.StartsWith("TF_", StringComparison.Ordinal)))
        {
            start.Environment.Remove(name);
        }

        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync();
        string text = output + await errors;
        await process.WaitForExitAsync();
        return new TerraformRun(process.ExitCode, text);
    }

    /// <summary>Fails the test with what Terraform wrote unless it succeeded.</summary>
    internal TerraformRun AssertSuccess()
    {
        Assert.True(ExitCode == 0, Output);
        return this;
    }
}
