using Connectors.Datadog;
using Connectors.Hosting;

return await ConnectorProgram.RunAsync(DatadogDestination.Module, args);
