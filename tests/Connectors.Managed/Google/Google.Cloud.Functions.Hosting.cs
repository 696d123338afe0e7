// Package: Google.Cloud.Functions.Hosting 3.0.1
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Google.Cloud.Functions.Hosting;

// https://github.com/GoogleCloudPlatform/functions-framework-dotnet/blob/main/docs/customization.md
public abstract class FunctionsStartup
{
    public virtual void ConfigureServices(WebHostBuilderContext context, IServiceCollection services)
    {
    }
}

// https://github.com/GoogleCloudPlatform/functions-framework-dotnet/blob/main/docs/customization.md
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Class, AllowMultiple = true)]
public sealed class FunctionsStartupAttribute : Attribute
{
    public FunctionsStartupAttribute(Type startupType)
    {
    }
}
