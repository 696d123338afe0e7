namespace Connectors.EndToEnd.Packages;

/// <summary>The executable for the other processor: started by an emulator of it.</summary>
public sealed class ArmTests
{
    private const string Emulator = "/usr/bin/qemu-aarch64";

    // Where Debian's packages put that processor's libc.
    private const string Libraries = "/usr/aarch64-linux-gnu";

    [Fact]
    public async Task The_executable_for_arm64_says_what_the_other_one_says()
    {
        Published.SkipUnlessThere("linux-arm64");
        Published.SkipUnlessThere("linux-x64");
        Assert.SkipUnless(File.Exists(Emulator), $"{Emulator} is not there: install qemu-user");

        // Nothing that hashes or encrypts: the emulator's system has no OpenSSL.
        string[] fields = ["fields", "http_requests"];
        (int exitCode, string output, string errors) = await Published.RunAsync(
            Emulator, ["-L", Libraries, Published.Executable("linux-arm64"), .. fields]);
        (_, string expected, _) = await Published.RunAsync(Published.Executable("linux-x64"), fields);

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("ClientRequestHost", expected, StringComparison.Ordinal);
        Assert.Equal(expected, output);
    }
}
