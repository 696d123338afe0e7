namespace Connectors.Records;

/// <summary>Why a record cannot be delivered and becomes a dead letter.</summary>
public enum RejectionReason
{
    None,

    /// <summary>Not one JSON value, or more than one.</summary>
    InvalidJson,

    /// <summary>Bytes that are not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>JSON, but not an object.</summary>
    NotAnObject,

    /// <summary>A CSV row that does not have the header's cells.</summary>
    InvalidCsvRow,

    /// <summary>Longer than the longest record that the connector reads.</summary>
    RecordTooLong,

    /// <summary>A redaction rule cannot be applied to it.</summary>
    NotRedactable,

    /// <summary>Larger in its envelope than the destination takes.</summary>
    TooLargeForDestination,

    /// <summary>Its event is older than the destination keeps.</summary>
    TooOldForDestination,

    /// <summary>The destination has refused this record for good.</summary>
    RefusedByDestination,
}

/// <summary>The stable names of the reasons, for dead letters and logs.</summary>
public static class RejectionReasonCode
{
    /// <summary>The name of a reason: <c>invalid_json</c> and the like.</summary>
    public static string Code(this RejectionReason reason) => reason.Entry()?.Name ?? "none";

    /// <summary>The reason's entry in the table of all reasons; null when there is none to tell.</summary>
    public static ReasonCode? Entry(this RejectionReason reason) => reason switch
    {
        RejectionReason.InvalidJson => ReasonCodes.InvalidJson,
        RejectionReason.InvalidUtf8 => ReasonCodes.InvalidUtf8,
        RejectionReason.NotAnObject => ReasonCodes.NotAnObject,
        RejectionReason.InvalidCsvRow => ReasonCodes.InvalidCsvRow,
        RejectionReason.RecordTooLong => ReasonCodes.RecordTooLong,
        RejectionReason.NotRedactable => ReasonCodes.NotRedactable,
        RejectionReason.TooLargeForDestination => ReasonCodes.TooLargeForDestination,
        RejectionReason.TooOldForDestination => ReasonCodes.TooOldForDestination,
        RejectionReason.RefusedByDestination => ReasonCodes.RefusedByDestination,
        _ => null,
    };

    internal static RejectionReason Reason(this ReadFault fault) => fault switch
    {
        ReadFault.None => RejectionReason.None,
        ReadFault.CsvRow => RejectionReason.InvalidCsvRow,
        _ => RejectionReason.RecordTooLong,
    };

    internal static RejectionReason Reason(this ScanFault fault) => fault switch
    {
        ScanFault.None => RejectionReason.None,
        ScanFault.InvalidUtf8 => RejectionReason.InvalidUtf8,
        ScanFault.NotAnObject => RejectionReason.NotAnObject,
        _ => RejectionReason.InvalidJson,
    };
}
