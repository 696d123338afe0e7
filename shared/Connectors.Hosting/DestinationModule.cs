using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>What a destination brings with it to become a connector.</summary>
public sealed record DestinationModule
{
    /// <summary>One word, as in the executable's name: <c>name-connector</c>.</summary>
    public required string Name { get; init; }

    /// <summary>The product's name.</summary>
    public required string Title { get; init; }

    /// <summary>Its settings, in the order of the tables.</summary>
    public required IReadOnlyList<Setting> Settings { get; init; }

    /// <summary>Reads <c>fields.json</c>.</summary>
    public required Func<DatasetCatalog, FieldMap> ReadFieldMap { get; init; }

    /// <summary>What can be installed at the destination.</summary>
    public required Assets Assets { get; init; }

    /// <summary>Reads the <c>fields.json</c> that is part of a destination's program.</summary>
    /// <param name="destination">Any type of that program.</param>
    /// <param name="datasets">What the map is checked against; null at a start, as the tests have done it.</param>
    public static FieldMap ReadOwnFieldMap(Type destination, DatasetCatalog? datasets = null)
    {
        using Stream stream = destination.Assembly.GetManifestResourceStream("fields.json")!;
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        string file = $"fields.json of {destination.Namespace}";
        return datasets is null
            ? FieldMap.Read(file, bytes.ToArray())
            : FieldMap.Read(file, bytes.ToArray(), datasets);
    }

    /// <summary>Makes the destination of its settings; what is wrong with them is told to the reader.</summary>
    public required Func<SettingsReader, DestinationContext, IDestination> Create { get; init; }
}

/// <summary>What a destination may need besides its own settings.</summary>
/// <param name="Datasets">All datasets.</param>
/// <param name="AllowsHttp">Whether endpoints without TLS are allowed.</param>
/// <param name="ProcessId">An id that no other running connector has.</param>
public sealed record DestinationContext(DatasetCatalog Datasets, bool AllowsHttp, Guid ProcessId)
{
    /// <summary>What records are when the envelope gets them.</summary>
    public RecordSchema Schema { get; init; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
