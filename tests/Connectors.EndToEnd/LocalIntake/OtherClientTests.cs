using System.Diagnostics;

namespace Connectors.EndToEnd.LocalIntake;

/// <summary>
/// Other people's clients, from npm: what they send the intake takes, and what it answers they understand. Without node
/// and npm they are skipped.
/// </summary>
public sealed class OtherClientTests(IntakeProcess intake, OtherClientTests.Packages packages)
    : IntakeTest(intake), IClassFixture<IntakeProcess>, IClassFixture<OtherClientTests.Packages>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("splunk", "Success")]
    [InlineData("datadog", "true {}")]
    [InlineData("sumologic", "")]
    [InlineData("elasticsearch", "9.2.0 3 409 1 true")]
    [InlineData("opensearch", "opensearch 201,201,201,409")]
    public async Task A_client_delivers_and_understands_the_answer(string client, string said)
    {
        Assert.SkipWhen(packages.Missing is not null, packages.Missing ?? "");
        await Intake.SetElasticAsync($$"""{"flavour":"{{(client == "opensearch" ? client : "elasticsearch")}}"}""");
        (int exitCode, string output, string errors) =
            await RunAsync(packages.Folder, "node", $"{client}.mjs", Intake.BaseAddress.ToString());
        Assert.Equal((0, said), (exitCode, exitCode == 0 ? output.Trim() : errors));
        bool isSearch = client.EndsWith("search", StringComparison.Ordinal);
        IntakeArrivals arrivals = await Intake.ArrivalsAsync(isSearch ? "elastic" : client);
        Assert.Equal((3, 0, 0, 0), (arrivals.Events, arrivals.Duplicates, arrivals.Dropped, arrivals.Altered));
    }

    private static async Task<(int ExitCode, string Output, string Errors)> RunAsync(
        string folder, string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true,
        })!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(Cancel);
        string errors = await process.StandardError.ReadToEndAsync(Cancel);
        await process.WaitForExitAsync(Cancel);
        return (process.ExitCode, await output, errors);
    }

    /// <summary>The clients' packages, fetched from npm when they are not there.</summary>
    public sealed class Packages : IAsyncLifetime
    {
        // <root>/tests/Connectors.EndToEnd/bin/<configuration>/<framework>/
        public string Folder { get; } = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../Clients"));

        /// <summary>Why there are none; null when they are there.</summary>
        public string? Missing { get; private set; }

        public async ValueTask InitializeAsync()
        {
            if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json")))
            {
                return;
            }

            try
            {
                (int exitCode, _, string errors) = await RunAsync(
                    Folder, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
                Missing = exitCode == 0 ? null : $"npm did not fetch the clients: {errors}";
            }
            catch (System.ComponentModel.Win32Exception)
            {
                Missing = "There is no npm.";
            }
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
