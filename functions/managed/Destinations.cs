using Connectors.Datadog;
using Connectors.Elastic;
using Connectors.Hosting;
using Connectors.Splunk;
using Connectors.SumoLogic;

namespace Connectors.Managed;

/// <summary>The destinations that <c>CONNECTOR_DESTINATION</c> chooses from.</summary>
internal static class Destinations
{
    internal static IReadOnlyList<DestinationModule> All { get; } =
    [
        DatadogDestination.Module, ElasticDestination.Module, SplunkDestination.Module, SumoLogicDestination.Module,
    ];

    /// <summary>Starts the connector that this process's environment describes.</summary>
    internal static HostedConnector Start() => HostedConnector.Start(All, Terminal.OfProcess());
}
