using Connectors.Hosting;
using Connectors.SumoLogic;

return await ConnectorProgram.RunAsync(SumoLogicDestination.Module, args);
