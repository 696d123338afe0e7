using Connectors.Hosting;
using Connectors.Splunk;

return await ConnectorProgram.RunAsync(SplunkDestination.Module, args);
