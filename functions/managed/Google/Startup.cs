using Connectors.Managed.Google;
using Google.Cloud.Functions.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: FunctionsStartup(typeof(Startup))]

namespace Connectors.Managed.Google;

/// <summary>Starts the connector with the process; when settings are wrong, the process ends and tells them.</summary>
public sealed class Startup : FunctionsStartup
{
    public override void ConfigureServices(WebHostBuilderContext context, IServiceCollection services) =>
        services.AddSingleton(Destinations.Start());
}
