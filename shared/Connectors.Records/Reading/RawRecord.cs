namespace Connectors.Records;

/// <summary>What is wrong with a record before anybody looked into it.</summary>
public enum ReadFault
{
    None,

    /// <summary>Longer than the configured maximum. Its bytes were skipped, not kept.</summary>
    TooLong,

    /// <summary>A CSV row whose number of cells is not the header's, or whose quotes are wrong.</summary>
    CsvRow,
}

/// <summary>A record as it was cut out of its object: not yet known to be valid.</summary>
/// <remarks>
/// Its bytes are gone with the next call to the reader, unless somebody holds its <see cref="Buffer"/>.
/// </remarks>
public readonly ref struct RawRecord
{
    /// <summary>The record without the line end. A CSV row stands here as the JSON object that it means.</summary>
    public ReadOnlySpan<byte> Bytes { get; init; }

    /// <summary>Where the record can be held; null when it stands in no such memory.</summary>
    public ReadBuffer? Buffer { get; init; }

    /// <summary>Where in <see cref="Buffer"/> its bytes begin.</summary>
    public int BufferStart { get; init; }

    public RecordLocation Location { get; init; }

    public ReadFault Fault { get; init; }

    /// <summary>Bytes in the object, also where <see cref="Bytes"/> does not hold them.</summary>
    public long SourceLength { get; init; }
}
