using System.Diagnostics;
using System.Text;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd;

/// <summary>
/// The local intake as a child process on a free port, and its control API. One for a test class: what a test changed,
/// <see cref="ResetAsync"/> takes back.
/// </summary>
public class IntakeProcess : IAsyncLifetime
{
    /// <summary>The token that the intake takes unless it is told otherwise.</summary>
    public const string Token = "local-intake-token";

    private const string ReadyLine = "Local intake listens on ";
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);

    private readonly string[] arguments;
    private readonly StringBuilder errors = new();
    private Process? process;

    public IntakeProcess()
        : this([])
    {
    }

    /// <param name="arguments">Options beside the port.</param>
    protected IntakeProcess(params string[] arguments) => this.arguments = arguments;

    /// <summary>Where it listens: <c>http://127.0.0.1:port/</c>.</summary>
    public Uri BaseAddress { get; private set; } = new("http://127.0.0.1");

    /// <summary>For requests to it; paths are relative.</summary>
    public HttpClient Http { get; private set; } = new();

    /// <summary>The id of the process.</summary>
    public int Id => process!.Id;

    /// <summary>What it wrote to standard error: nothing, unless something is wrong.</summary>
    public string Errors
    {
        get
        {
            lock (errors)
            {
                return errors.ToString();
            }
        }
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>What starts the intake with these arguments.</summary>
    public static ProcessStartInfo StartOf(params IEnumerable<string> arguments)
    {
        // <root>/tests/Connectors.EndToEnd/bin/<configuration>/<framework>/
        var output = new DirectoryInfo(AppContext.BaseDirectory);
        string root = output.Parent!.Parent!.Parent!.Parent!.Parent!.FullName;
        string program = Path.Combine(
            root, "infra", "LocalIntake", "bin", output.Parent.Name, output.Name, "LocalIntake.dll");
        string host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        return new ProcessStartInfo(host, [program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    public async ValueTask InitializeAsync()
    {
        process = Process.Start(StartOf(["--port", "0", .. arguments]))!;
        process.ErrorDataReceived += (_, line) =>
        {
            lock (errors)
            {
                errors.AppendLine(line.Data);
            }
        };
        process.BeginErrorReadLine();
        string? first = await process.StandardOutput.ReadLineAsync(Cancel).AsTask().WaitAsync(StartTimeout, Cancel);
        if (first is null || !first.StartsWith(ReadyLine, StringComparison.Ordinal))
        {
            throw new InvalidOperationException($"The local intake did not start: {first} {Errors}");
        }

        BaseAddress = new Uri(first[ReadyLine.Length..]);
        Http = new HttpClient(CreateHandler()) { BaseAddress = BaseAddress };
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        if (process is not null)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
            process.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>Forgets what arrived, and all settings and faults.</summary>
    public async Task ResetAsync()
    {
        await SendAsync(HttpMethod.Delete, "control/faults");
        await SendAsync(HttpMethod.Delete, "control/splunk");
        await SendAsync(HttpMethod.Delete, "control/datadog");
        await SendAsync(HttpMethod.Delete, "control/sumologic");
        await SendAsync(HttpMethod.Delete, "control/elastic");
        await SendAsync(HttpMethod.Delete, "control/elastic/indices");
        await SendAsync(HttpMethod.Delete, "control/arrivals");
    }

    /// <summary>Changes the given faults: <c>{"isDown":true}</c>.</summary>
    public Task SetFaultsAsync(string json) => SendAsync(HttpMethod.Put, "control/faults", json);

    /// <summary>Changes the given settings of the collector: <c>{"flavour":"cloud"}</c>.</summary>
    public Task SetSplunkAsync(string json) => SendAsync(HttpMethod.Put, "control/splunk", json);

    /// <summary>Changes the given settings of Datadog's intake: <c>{"maxAgeHours":0}</c>.</summary>
    public Task SetDatadogAsync(string json) => SendAsync(HttpMethod.Put, "control/datadog", json);

    /// <summary>Changes the given settings of the Sumo Logic source: <c>{"isOverBudget":true}</c>.</summary>
    public Task SetSumoLogicAsync(string json) => SendAsync(HttpMethod.Put, "control/sumologic", json);

    /// <summary>Changes the given settings of the cluster: <c>{"flavour":"opensearch"}</c>.</summary>
    public Task SetElasticAsync(string json) => SendAsync(HttpMethod.Put, "control/elastic", json);

    /// <summary>Begins a new backing index for every data stream.</summary>
    public Task RollOverAsync() => SendAsync(HttpMethod.Post, "control/elastic/rollover");

    /// <summary>What arrived, in numbers: of all destinations, or of one.</summary>
    public async Task<IntakeArrivals> ArrivalsAsync(string destination = "") =>
        Read<IntakeArrivals>(await SendAsync(HttpMethod.Get, $"control/arrivals?destination={destination}"));

    /// <summary>Every record id that arrived, once, in order of arrival.</summary>
    public async Task<IReadOnlyList<string>> IdsAsync() =>
        Lines(await SendAsync(HttpMethod.Get, "control/arrivals/ids"));

    /// <summary>The record ids that arrived more than once, and how often.</summary>
    public async Task<IReadOnlyDictionary<string, int>> DuplicatesAsync() =>
        Read<Dictionary<string, int>>(await SendAsync(HttpMethod.Get, "control/arrivals/duplicates"));

    /// <summary>The last events, the newest first.</summary>
    public async Task<JArray> LastAsync(int count) =>
        Read<JArray>(await SendAsync(HttpMethod.Get, $"control/arrivals/last?count={count}"));

    /// <summary>Every event as it arrived, if the intake was started with <c>--keep-events</c>.</summary>
    public async Task<IReadOnlyList<string>> EventsAsync() =>
        Lines(await SendAsync(HttpMethod.Get, "control/arrivals/events"));

    /// <summary>How <see cref="Http"/> connects.</summary>
    protected virtual SocketsHttpHandler CreateHandler() => new() { UseProxy = false };

    private async Task<string> SendAsync(HttpMethod method, string path, string? json = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
        using HttpResponseMessage response = await Http.SendAsync(request, Cancel);
        string text = await response.Content.ReadAsStringAsync(Cancel);
        return response.IsSuccessStatusCode
            ? text
            : throw new InvalidOperationException($"{method} {path}: {(int)response.StatusCode} {text}");
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    private static T Read<T>(string json) => JsonConvert.DeserializeObject<T>(
        json, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!;
}
