using System.Net;
using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>Runs a connector where a platform started it: no command line, all settings from the environment.</summary>
internal sealed partial class HostRun
{
    // Set by many images and tools for Google Cloud; Cloud Run itself does not.
    private const string GoogleProject = "GOOGLE_CLOUD_PROJECT";

    private readonly Composition composition;
    private readonly HostChoice choice;

    /// <param name="composition">How things are put together.</param>
    /// <param name="choice">Where the process runs.</param>
    internal HostRun(Composition composition, HostChoice choice)
    {
        // Every platform collects standard output, and some take what is on standard error for a failure.
        Terminal terminal = composition.Terminal;
        this.composition = composition with { Terminal = terminal with { Error = terminal.Output } };
        this.choice = choice;
    }

    // What is logged where a machine reads the logs, unless the operator says otherwise: JSON as the platform reads it.
    private Dictionary<string, string> LogSettings => new()
    {
        [CommonSettings.LogLevel.Name] = Environment.GetValueOrDefault(CommonSettings.LogLevel.Name, "info"),
        [CommonSettings.LogFormat.Name] =
            Environment.GetValueOrDefault(CommonSettings.LogFormat.Name, "json") switch
            {
                "json" when IsOnGoogle => "google",
                var form => form,
            },
    };

    // Google's function package runs on Cloud Run too.
    private bool IsOnGoogle =>
        choice.Kind is HostKind.CloudRun
        || (choice.Kind is HostKind.Managed && Environment.ContainsKey(HostChoice.CloudRunService));

    private IReadOnlyDictionary<string, string> Environment => composition.Terminal.Environment;

    /// <summary>Puts the connector together, and logs where it runs.</summary>
    /// <param name="problems">Everything that is wrong with the settings.</param>
    internal ConnectorParts Build(out IReadOnlyList<string> problems)
    {
        ConnectorParts parts = composition.Build(LogSettings, needsAll: true, out problems);
        string version = CommandLine.Version;
        ILogger log = parts.Outside.Logs.CreateLogger<HostRun>();
        LogChoice(log, choice.Kind, choice.Why, version);
        return parts;
    }

    internal async Task<int> RunAsync()
    {
        ConnectorParts parts = Build(out IReadOnlyList<string> problems);
        ILogger log = parts.Outside.Logs.CreateLogger<HostRun>();
        using var signal = new ShutdownSignal();
        return choice.Kind switch
        {
            HostKind.Lambda => await RunLambdaAsync(parts, problems, signal.Token),
            _ when problems.Count > 0 => Tell(log, problems),
            HostKind.Unknown => Tell(log, [choice.Why]),
            HostKind.Azure => await RunPushAsync(new AzureInvocations(), parts, signal.Token),
            _ => await RunCloudRunAsync(parts, signal.Token),
        };
    }

    private async Task<int> RunLambdaAsync(
        ConnectorParts parts, IReadOnlyList<string> problems, CancellationToken stop)
    {
        using var http = new HttpMessageInvoker(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
        var api = new RuntimeApi(http, Environment.GetValueOrDefault("AWS_LAMBDA_RUNTIME_API", ""));
        if (problems.Count == 0)
        {
            return await new LambdaHost(api, new NotificationDelivery(parts), parts, Environment).RunAsync(stop);
        }

        Tell(parts.Outside.Logs.CreateLogger<HostRun>(), problems);
        try
        {
            await api.FailInitAsync(new LambdaFailure("Connector.Settings", string.Join("; ", problems)), stop);
        }
        catch (HttpRequestException)
        {
            // The problems are in the log; there is nobody else to tell.
        }

        return ExitCode.WrongUsage;
    }

    private async Task<int> RunCloudRunAsync(ConnectorParts parts, CancellationToken stop)
    {
        HostOptions options = parts.Options.Host;
        using var http = new HttpClient();
        using PushTokens? tokens = options.PushAudience is not { } audience ? null : new PushTokens(
            audience, options.PushAccount, cancel => http.GetByteArrayAsync(PushTokens.KeysAddress, cancel),
            parts.Outside.Time);
        var requests = new CloudRunRequests(tokens, Environment.GetValueOrDefault(GoogleProject));
        return await RunPushAsync(requests, parts, stop);
    }

    private async Task<int> RunPushAsync(IPushFormat format, ConnectorParts parts, CancellationToken stop)
    {
        ILogger log = parts.Outside.Logs.CreateLogger<HostRun>();
        if (format.Endpoint(Environment) is not { } endpoint)
        {
            LogSetting(log, ReasonCodes.PortTaken, "The platform did not tell the port to listen on.");
            return ExitCode.WrongUsage;
        }

        try
        {
            using var host = new PushHost(format, new NotificationDelivery(parts), parts);
            return await host.RunAsync(endpoint, stop);
        }
        catch (IOException fault)
        {
            LogSetting(log, ReasonCodes.PortTaken, fault.Message);
            return ExitCode.WrongUsage;
        }
    }

    private static int Tell(ILogger log, IReadOnlyList<string> problems)
    {
        foreach (string problem in problems)
        {
            LogSetting(log, ReasonCodes.SettingsWrong, problem);
        }

        return ExitCode.WrongUsage;
    }
}
