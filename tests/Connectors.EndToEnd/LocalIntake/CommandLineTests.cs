using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Connectors.EndToEnd.LocalIntake;

public sealed class CommandLineTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("--port must be 0 to 65535", "--port", "65536")]
    [InlineData("--port must be 0 to 65535", "--port", "http")]
    [InlineData("--port must be 0 to 65535", "--port", "-1")]
    [InlineData("--prot", "--prot", "1")]
    [InlineData("--tls-certificate, --tls-key: one needs the other", "--tls-certificate", "missing.pem")]
    [InlineData("missing.pem", "--tls-certificate", "missing.pem", "--tls-key", "missing.pem")]
    public async Task Wrong_usage_is_told_on_standard_error(string problem, params string[] arguments)
    {
        (int exitCode, string output, string errors) = await RunAsync(arguments);
        Assert.Equal((2, ""), (exitCode, output));
        Assert.Contains(problem, errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_in_use_is_told_on_standard_error()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        string port = $"{((IPEndPoint)taken.LocalEndpoint).Port}";
        (int exitCode, string output, string errors) = await RunAsync("--port", port);
        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains($"127.0.0.1:{port}", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_listens_on_loopback_only()
    {
        await using var intake = new IntakeProcess();
        await intake.InitializeAsync();
        Assert.Equal("127.0.0.1", intake.BaseAddress.Host);
        IPAddress[] others = await Dns.GetHostAddressesAsync(Dns.GetHostName(), AddressFamily.InterNetwork, Cancel);
        foreach (IPAddress other in others.Where(address => !IPAddress.IsLoopback(address)))
        {
            using var client = new TcpClient();
            await Assert.ThrowsAnyAsync<SocketException>(
                async () => await client.ConnectAsync(other, intake.BaseAddress.Port, Cancel));
        }
    }

    [Fact]
    public async Task A_signal_ends_it_at_once_even_while_somebody_listens()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "There are no signals.");
        using Process intake = Process.Start(IntakeProcess.StartOf("--port", "0"))!;
        string ready = (await intake.StandardOutput.ReadLineAsync(Cancel))!;
        using var http = new HttpClient { BaseAddress = new Uri(ready.Split(' ')[^1]) };
        using Stream live = await http.GetStreamAsync("control/live", Cancel);

        long started = Stopwatch.GetTimestamp();
        Process.Start("kill", ["-TERM", $"{intake.Id}"]).Dispose();
        await intake.WaitForExitAsync(Cancel);
        Assert.InRange(Stopwatch.GetElapsedTime(started).TotalSeconds, 0, 5);
        Assert.Equal(0, intake.ExitCode);
        Assert.Equal("", await intake.StandardOutput.ReadToEndAsync(Cancel));
        Assert.Equal("", await intake.StandardError.ReadToEndAsync(Cancel));
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] arguments)
    {
        using Process intake = Process.Start(IntakeProcess.StartOf(arguments))!;
        Task<string> output = intake.StandardOutput.ReadToEndAsync(Cancel);
        string errors = await intake.StandardError.ReadToEndAsync(Cancel);
        await intake.WaitForExitAsync(Cancel);
        return (intake.ExitCode, await output, errors);
    }
}
