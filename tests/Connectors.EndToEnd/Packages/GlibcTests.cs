using System.Diagnostics;

namespace Connectors.EndToEnd.Packages;

/// <summary>What <c>infra/pack</c> asks: does the executable run on the oldest of the platforms?</summary>
public sealed class GlibcTests
{
    // <root>/tests/Connectors.EndToEnd/bin/<configuration>/<framework>/
    private static readonly string Root = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../.."));

    private static readonly string Executable = Path.Combine(Root, "artifacts/linux-x64/splunk-connector");

    [Fact]
    public async Task An_executable_runs_where_glibc_is_2_34()
    {
        Assert.SkipUnless(File.Exists(Executable), $"{Executable} is not there: run ./infra/publish splunk");
        Assert.Equal((0, ""), await CheckAsync(Executable, "2.34"));
    }

    [Fact]
    public async Task An_executable_that_needs_a_newer_glibc_is_refused()
    {
        Assert.SkipUnless(File.Exists(Executable), $"{Executable} is not there: run ./infra/publish splunk");
        (int exitCode, string errors) = await CheckAsync(Executable, "2.2");
        Assert.Equal(1, exitCode);
        Assert.Contains("needs glibc 2.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_executable_is_refused() =>
        Assert.Equal(1, (await CheckAsync(Path.Combine(Root, "README.md"), "2.34")).ExitCode);

    private static async Task<(int ExitCode, string Errors)> CheckAsync(string file, string most)
    {
        var start = new ProcessStartInfo(Path.Combine(Root, "infra/check-glibc"), [file, most])
        {
            RedirectStandardError = true,
        };
        using Process process = Process.Start(start)!;
        string errors = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, errors);
    }
}
