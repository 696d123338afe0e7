namespace Connectors.Records;

/// <summary>The Open Cybersecurity Schema Framework, a schema of its own that any destination may be sent.</summary>
/// <remarks>Source: https://schema.ocsf.io; <c>ocsf.json</c> beside this names the version.</remarks>
public static class Ocsf
{
    /// <summary>Where OCSF wants what it has no name for.</summary>
    public const string Rest = "unmapped";

    /// <summary>The member with the event's time, in milliseconds since 1970.</summary>
    public const string Time = "time";

    private const string File = "Mapping/ocsf.json";

    private static readonly Lazy<FieldMap> Map = new(ReadMap);

    /// <summary>Reads the map from the common vocabulary to OCSF.</summary>
    public static FieldMap ReadMap()
    {
        using Stream stream = typeof(Ocsf).Assembly.GetManifestResourceStream(File)!;
        var json = new byte[stream.Length];
        stream.ReadExactly(json);
        return FieldMap.Read(File, json);
    }

    /// <summary>The writer of OCSF events for records of one batch that tell their time.</summary>
    public static DocumentWriter CreateWriter(Dataset dataset, FieldNames names) =>
        DocumentWriter.OfMap(Map.Value, dataset, names, Rest);
}
