using System.Diagnostics;

namespace Connectors.EndToEnd.Packages;

/// <summary>The executables that <c>infra/publish</c> made, and the scripts that look at them.</summary>
internal static class Published
{
    // <root>/tests/Connectors.EndToEnd/bin/<configuration>/<framework>/
    internal static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));

    /// <summary>One of the executables for <paramref name="platform"/>.</summary>
    internal static string Executable(string platform) => Path.Combine(Root, "artifacts", platform, "splunk-connector");

    internal static void SkipUnlessThere(string platform) => Assert.SkipUnless(
        File.Exists(Executable(platform)),
        $"{Executable(platform)} is not there: run PLATFORM={platform} ./infra/publish splunk");

    /// <summary>Runs a program from the root folder until it ends.</summary>
    internal static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string program, string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, program), arguments)
        {
            WorkingDirectory = Root, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        CancellationToken cancelled = TestContext.Current.CancellationToken;
        Task<string> errors = process.StandardError.ReadToEndAsync(cancelled);
        string output = await process.StandardOutput.ReadToEndAsync(cancelled);
        await process.WaitForExitAsync(cancelled);
        return (process.ExitCode, output, await errors);
    }
}
