using Connectors.Elastic;
using Connectors.Hosting;

return await ConnectorProgram.RunAsync(ElasticDestination.Module, args);
