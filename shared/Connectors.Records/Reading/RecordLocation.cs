namespace Connectors.Records;

/// <summary>Where a record stands in its object.</summary>
/// <param name="Line">
/// 1-based line. Where records are not lines (a JSON array, concatenated JSON), the record's number, also from 1.
/// </param>
/// <param name="ByteOffset">0-based offset of the record's first byte in the inflated object.</param>
public readonly record struct RecordLocation(long Line, long ByteOffset);
