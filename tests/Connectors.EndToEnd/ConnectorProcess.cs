using System.Diagnostics;
using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd;

/// <summary>A published executable as a child process, with no environment but its settings.</summary>
public sealed class ConnectorProcess : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(3);

    private readonly Process process;
    private readonly Task<string> output;
    private readonly Task<string> errors;

    private ConnectorProcess(Process process)
    {
        this.process = process;
        output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
    }

    /// <summary>For its standard input.</summary>
    public Stream Input => process.StandardInput.BaseStream;

    /// <summary>Starts a connector. Skips the test, and says why, when it is not published.</summary>
    /// <param name="destination">As in the executable's name: <c>splunk</c>.</param>
    /// <param name="settings">Environment variables.</param>
    /// <param name="arguments">The command line.</param>
    public static ConnectorProcess Start(
        string destination, IReadOnlyDictionary<string, string> settings, params IEnumerable<string> arguments)
    {
        string path = PathOf(destination);
        Assert.SkipUnless(File.Exists(path), $"{path} is not there: run ./infra/publish {destination}");
        var start = new ProcessStartInfo(path, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in settings)
        {
            start.Environment[name] = value;
        }

        return new ConnectorProcess(Process.Start(start)!);
    }

    /// <summary>Starts a connector and waits for its end.</summary>
    public static async Task<ConnectorRun> RunAsync(
        string destination, IReadOnlyDictionary<string, string> settings, params IEnumerable<string> arguments)
    {
        using ConnectorProcess connector = Start(destination, settings, arguments);
        return await connector.EndAsync();
    }

    /// <summary>Closes standard input and waits for the end.</summary>
    public async Task<ConnectorRun> EndAsync()
    {
        process.StandardInput.Close();
        using var late = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        late.CancelAfter(Longest);
        await process.WaitForExitAsync(late.Token);
        return new ConnectorRun(process.ExitCode, await output, await errors);
    }

    /// <summary>The most memory that it had at once (<c>VmHWM</c>); only while it runs.</summary>
    public long PeakBytes
    {
        get
        {
            string line = File.ReadLines($"/proc/{process.Id}/status")
                .First(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return 1024 * long.Parse(
                line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2], CultureInfo.InvariantCulture);
        }
    }

    /// <summary>Whether it has ended.</summary>
    public bool HasExited => process.HasExited;

    /// <summary>Asks it to end, as a platform does (SIGTERM).</summary>
    public void Terminate()
    {
        using Process kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Ends it at once, as a platform does (SIGKILL).</summary>
    public void Kill() => process.Kill();

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
    }

    // <root>/tests/Connectors.EndToEnd/bin/<configuration>/<framework>/
    private static string PathOf(string destination) => Path.GetFullPath(Path.Combine(
        AppContext.BaseDirectory, "../../../../../artifacts/linux-x64", destination + "-connector"));
}

/// <summary>How a connector ended, and what it wrote.</summary>
public sealed record ConnectorRun(int ExitCode, string Output, string Errors)
{
    /// <summary>Its lines of JSON: fails on any other line.</summary>
    public IReadOnlyList<JObject> Lines =>
        [.. Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(Parse)];

    /// <summary>Parses a line of JSON; what looks like a time stays the text that it is.</summary>
    public static JObject Parse(string line) => JsonConvert.DeserializeObject<JObject>(
        line, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;

    /// <summary>The only ledger, when one object was delivered.</summary>
    public JObject Ledger => Assert.Single(Lines);
}
