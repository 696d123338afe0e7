namespace Connectors.EndToEnd.Packages;

/// <summary>What <c>infra/pack</c> asks: does the executable run on the oldest of the platforms?</summary>
public sealed class GlibcTests
{
    [Theory]
    [InlineData("linux-x64")]
    [InlineData("linux-arm64")]
    public async Task An_executable_runs_where_glibc_is_2_34(string platform)
    {
        Published.SkipUnlessThere(platform);
        Assert.Equal((0, ""), await CheckAsync(Published.Executable(platform), "2.34"));
    }

    [Fact]
    public async Task An_executable_that_needs_a_newer_glibc_is_refused()
    {
        Published.SkipUnlessThere("linux-x64");
        (int exitCode, string errors) = await CheckAsync(Published.Executable("linux-x64"), "2.2");
        Assert.Equal(1, exitCode);
        Assert.Contains("needs glibc 2.", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_executable_is_refused() =>
        Assert.Equal(1, (await CheckAsync(Path.Combine(Published.Root, "README.md"), "2.34")).ExitCode);

    private static async Task<(int ExitCode, string Errors)> CheckAsync(string file, string most)
    {
        (int exitCode, _, string errors) = await Published.RunAsync("infra/check-glibc", [file, most]);
        return (exitCode, errors);
    }
}
