using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>The server: puts intakes, control API and page together, and listens on loopback only.</summary>
internal static class IntakeServer
{
    private static readonly TimeSpan StopTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Listens until somebody ends the process; says where on one line of output.</summary>
    internal static async Task RunAsync(IntakeOptions options, TextWriter output)
    {
        using KeptEvents? keptEvents = options.KeepsEvents ? new KeptEvents() : null;
        await using WebApplication app = Build(options);
        Map(app, keptEvents);
        await app.StartAsync();
        await output.WriteLineAsync($"Local intake listens on {app.Urls.Single()}");
        await output.FlushAsync();
        await app.WaitForShutdownAsync();
    }

    // Empty: no configuration files to watch, no variables that could open another port.
    private static WebApplication Build(IntakeOptions options)
    {
        var builder = WebApplication.CreateEmptyBuilder(
            new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel => Configure(kestrel, options));
        builder.Services.AddRouting();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopTimeout);
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddConsole(
            console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        return builder.Build();
    }

    private static void Configure(KestrelServerOptions kestrel, IntakeOptions options)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null; // each intake has its own limit, and its own words for it
        kestrel.Limits.MinRequestBodyDataRate = null; // a throttled or paused sender is no attacker here
        kestrel.Listen(IPAddress.Loopback, options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1; // an aborted request is then an aborted connection
            if (options.Certificate is not null)
            {
                listen.UseHttps(options.Certificate);
            }
        });
    }

    private static void Map(WebApplication app, KeptEvents? keptEvents)
    {
        var faults = new FaultPlan();
        var arrivals = new ArrivalLog(keptEvents);
        var splunk = new HecIntake(faults, arrivals, TimeProvider.System);
        app.MapFallback("{*path}", splunk.AnswerAsync);

        new FaultEndpoints(faults).Map(app);
        new ArrivalEndpoints(arrivals, keptEvents).Map(app);
        new HecSettingsEndpoints(splunk).Map(app);
        new LiveEndpoint(() => new JObject
        {
            ["arrivals"] = arrivals.ToJson(),
            ["faults"] = faults.ToJson(),
            ["splunk"] = splunk.Settings.ToJson(),
        }).Map(app);
        new PageEndpoint().Map(app);
    }
}
