// Package: Microsoft.Azure.Functions.Worker 2.52.0
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker
{
    // https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#methods-recognized-as-functions
    [AttributeUsage(AttributeTargets.Method)]
    public sealed class FunctionAttribute : Attribute
    {
        public FunctionAttribute(string name)
        {
        }
    }
}

namespace Microsoft.Azure.Functions.Worker.Builder
{
    // https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#start-up-and-configuration
    public static class FunctionsApplication
    {
        public static FunctionsApplicationBuilder CreateBuilder(string[] args) => new(args);
    }

    // https://learn.microsoft.com/azure/azure-functions/dotnet-isolated-process-guide#start-up-and-configuration
    public sealed class FunctionsApplicationBuilder
    {
        private readonly HostApplicationBuilder builder;

        internal FunctionsApplicationBuilder(string[] args) => builder = Host.CreateApplicationBuilder(args);

        public IServiceCollection Services => builder.Services;

        public IHost Build() => builder.Build();
    }
}
