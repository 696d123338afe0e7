namespace Connectors.Records;

/// <summary>
/// The destination's wrapping of one record. Made for the records of one batch; not for several threads.
/// </summary>
public interface IEnvelope
{
    /// <summary>What <see cref="Write"/> answers when the record does not stand in the output as it is.</summary>
    const int NotCarried = -1;

    /// <summary>
    /// What <see cref="Write"/> answers when the record cannot be made as small as the destination wants it.
    /// </summary>
    const int TooLarge = -2;

    /// <summary>Writes one record as the destination wants it, without what stands between two of them.</summary>
    /// <returns>
    /// Where in the output the record can be read again, byte for byte; else one of the constants. The byte there tells
    /// how: with a quotation mark the record begins as a text of JSON, with a comma its members and closing brace;
    /// else it stands there as it is.
    /// </returns>
    int Write(in MappedRecord record, ByteWriter output);
}

/// <summary>One record, ready for its envelope.</summary>
public readonly ref struct MappedRecord
{
    /// <summary>The record after the rules.</summary>
    public required RecordView View { get; init; }

    /// <summary>
    /// What is delivered of it, one JSON object: the record itself, or the event that the operator's schema makes of
    /// it.
    /// </summary>
    public required ReadOnlySpan<byte> Body { get; init; }

    /// <summary>The record's id: ASCII that needs no escape in JSON.</summary>
    public required ReadOnlySpan<byte> Id { get; init; }

    /// <summary>When the event was, if the record tells.</summary>
    public required EventTime? Time { get; init; }
}
