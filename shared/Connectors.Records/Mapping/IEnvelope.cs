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

    /// <summary>The record's id: ASCII that needs no escape in JSON.</summary>
    public required ReadOnlySpan<byte> Id { get; init; }

    /// <summary>When the event was, if the record tells.</summary>
    public required EventTime? Time { get; init; }

    /// <summary>What makes an event of it, where the schema wants one; null where it stays as it is.</summary>
    public OcsfEvents? Events { get; init; }

    /// <summary>Writes what is delivered of it, one JSON object: the record itself, or the event.</summary>
    public void WriteBody(ByteWriter output)
    {
        if (Events is null)
        {
            output.Write(View.Bytes);
            return;
        }

        output.Write((byte)'{');
        Events.WriteMembers(View, Time, output);
        output.Write((byte)'}');
    }

    /// <summary>Writes the members of the same object into one that is open.</summary>
    /// <returns>Whether they are the record's own, all of them as they stand between its braces.</returns>
    public bool WriteMembers(ByteWriter output)
    {
        if (Events is null)
        {
            return JsonText.WriteMembers(View.Bytes, output);
        }

        Events.WriteMembers(View, Time, output);
        return false;
    }
}
