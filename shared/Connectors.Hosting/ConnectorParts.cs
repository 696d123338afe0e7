using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>What a connector is made of.</summary>
public sealed record ConnectorParts
{
    public required DatasetCatalog Datasets { get; init; }

    public required IObjectStore Objects { get; init; }

    public required IDeadLetterStore DeadLetters { get; init; }

    public required IDestination Destination { get; init; }

    public required DeliveryClient Client { get; init; }

    public required CommonOptions Options { get; init; }

    public required Surroundings Outside { get; init; }
}
