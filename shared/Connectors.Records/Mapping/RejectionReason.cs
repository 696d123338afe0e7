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
    public static string Code(this RejectionReason reason) => reason switch
    {
        RejectionReason.InvalidJson => "invalid_json",
        RejectionReason.InvalidUtf8 => "invalid_utf8",
        RejectionReason.NotAnObject => "not_an_object",
        RejectionReason.InvalidCsvRow => "invalid_csv_row",
        RejectionReason.RecordTooLong => "record_too_long",
        RejectionReason.NotRedactable => "not_redactable",
        RejectionReason.TooLargeForDestination => "too_large_for_destination",
        RejectionReason.TooOldForDestination => "too_old_for_destination",
        RejectionReason.RefusedByDestination => "refused_by_destination",
        _ => "none",
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
