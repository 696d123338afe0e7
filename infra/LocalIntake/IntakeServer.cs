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
        await using WebApplication app = Build(options);
        using var kept = new KeptFiles(options.KeepsEvents);
        Map(app, destination => new ArrivalLog(destination, kept.Open()));
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

    private static void Map(WebApplication app, Func<string, ArrivalLog> open)
    {
        var faults = new FaultPlan();
        var splunk = new LiveSettings<HecSettings>();
        var datadog = new LiveSettings<DatadogSettings>();
        var sumoLogic = new LiveSettings<SumoSettings>();
        var elastic = new LiveSettings<ElasticSettings>();
        TimeProvider time = TimeProvider.System;
        var cluster = new ElasticIntake(open("elastic"), elastic, time);
        var intakes = new IntakeRoutes(
            new HecIntake(open("splunk"), splunk, time),
            new DatadogIntake(open("datadog"), datadog, time),
            new SumoIntake(open("sumologic"), sumoLogic),
            cluster);
        var arrivals = new ArrivalLogs([.. intakes.All.Select(intake => intake.Arrivals)]);
        var flow = new IntakeFlow(faults, time);
        app.MapFallback("{*path}", context => flow.AnswerAsync(context, intakes.Of(context.Request.Path)));

        new FaultEndpoints(faults).Map(app);
        new ArrivalEndpoints(arrivals, cluster.ForgetDocuments).Map(app);
        new SettingsEndpoints<HecSettings>("/control/splunk", splunk).Map(app);
        new SettingsEndpoints<DatadogSettings>("/control/datadog", datadog).Map(app);
        new SettingsEndpoints<SumoSettings>("/control/sumologic", sumoLogic).Map(app);
        new SettingsEndpoints<ElasticSettings>("/control/elastic", elastic).Map(app);
        new ElasticEndpoints(cluster).Map(app);
        new LiveEndpoint(() => new JObject
        {
            ["arrivals"] = arrivals.ToJson(),
            ["faults"] = faults.ToJson(),
            ["splunk"] = splunk.Current.ToJson(),
            ["datadog"] = datadog.Current.ToJson(),
            ["sumologic"] = sumoLogic.Current.ToJson(),
            ["elastic"] = elastic.Current.ToJson(),
        }).Map(app);
        new PageEndpoint(context => flow.AnswerAsync(context, cluster)).Map(app);
    }
}
