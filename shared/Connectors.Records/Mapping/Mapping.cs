namespace Connectors.Records;

/// <summary>What became of a record in the mapper.</summary>
public enum MappingOutcome
{
    /// <summary>It stands in the output.</summary>
    Mapped,

    /// <summary>A filter rule holds it back.</summary>
    Filtered,

    /// <summary>A sample rule holds it back.</summary>
    SampledOut,

    /// <summary>It cannot be delivered.</summary>
    Rejected,
}

/// <summary>What the mapper made of one record.</summary>
/// <param name="Outcome">What became of it.</param>
public readonly record struct Mapping(MappingOutcome Outcome)
{
    /// <summary>When the event was, if the record tells.</summary>
    public EventTime? Time { get; init; }

    /// <summary>
    /// Where in the output the record can be read again, as <see cref="IEnvelope.Write"/> tells;
    /// <see cref="IEnvelope.NotCarried"/> if it cannot.
    /// </summary>
    public int SourceOffset { get; init; }

    /// <summary>Why it was rejected.</summary>
    public RejectionReason Reason { get; init; }

    /// <summary>What the scan found, where that is the reason.</summary>
    public ScanResult Scan { get; init; }

    /// <summary>The reason in words, with the place, never with the record's content.</summary>
    public string Detail => Scan.IsWhole ? "" : $"{Words(Scan.Fault)} at byte {Scan.Position} of the record";

    private static string Words(ScanFault fault) => fault switch
    {
        ScanFault.Incomplete => "ends too early",
        ScanFault.ControlCharacter => "control character in a string",
        ScanFault.BadEscape => "unknown escape in a string",
        ScanFault.BadNumber => "malformed number",
        ScanFault.TooDeep => "too many values inside each other",
        ScanFault.NotAnObject => "not an object",
        ScanFault.TrailingText => "more text behind the object",
        ScanFault.InvalidUtf8 => "not UTF-8",
        _ => "unexpected character",
    };
}
