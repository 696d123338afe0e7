using System.Text;

namespace Connectors.Records;

/// <summary>
/// Cuts a record into several JSON objects, a line each: every one says which part of which record it is, repeats the
/// time, and has some of the members. A long text is cut too; its pieces, in the order of the parts, are the text
/// again. For the rare record that a destination would otherwise cut blindly: allocates.
/// </summary>
public static class RecordParts
{
    /// <summary>Room for <c>"part":n,"parts":n</c> and the braces around a part.</summary>
    private const int FrameBytes = 64;

    /// <summary>Rather than a shorter piece of a text, a new part.</summary>
    private const int LeastPieceBytes = 1024;

    /// <summary>
    /// Writes <c>{"record_id":"...","part":1,"parts":2,"Time":...,members}</c>, and the other parts likewise.
    /// </summary>
    /// <param name="record">One JSON object that a scan has accepted.</param>
    /// <param name="id">The record's id.</param>
    /// <param name="timeFields">The names of the fields that tell when the event was; the first that is there is
    /// repeated.</param>
    /// <param name="most">Bytes of one line at most, its line end not counted.</param>
    /// <param name="output">Receives the lines, without a line end behind the last.</param>
    /// <returns>False when a value that is no text is too long for a line, or when the record has a name of the frame
    /// itself; what was written then means nothing.</returns>
    public static bool TryWrite(
        ReadOnlySpan<byte> record,
        ReadOnlySpan<byte> id,
        IReadOnlyList<string> timeFields,
        int most,
        ByteWriter output)
    {
        Range time = FindTime(record, timeFields);
        int room = most - FrameBytes - id.Length - record[time].Length - "\"record_id\":\"\",,"u8.Length;
        if (HasFrameName(record) || CollectParts(record, time, room) is not { } parts)
        {
            return false;
        }

        for (int part = 0; part < parts.Count; part++)
        {
            output.Write(part == 0 ? ""u8 : "\n"u8);
            int start = output.Length;
            output.Write("{\"record_id\":\""u8);
            output.Write(id);
            output.Write("\",\"part\":"u8);
            output.WriteNumber(part + 1);
            output.Write(",\"parts\":"u8);
            output.WriteNumber(parts.Count);
            WriteAfterComma(record[time], output);
            WriteAfterComma(parts[part].Written, output);
            output.Write((byte)'}');

            // Inside a record a line end can only stand between two values, where a blank is as good.
            output.ReplaceFrom(start, (byte)'\n', (byte)' ');
            output.ReplaceFrom(start, (byte)'\r', (byte)' ');
        }

        return true;
    }

    private static bool HasFrameName(ReadOnlySpan<byte> record)
    {
        var members = new JsonMembers(record, record.IndexOf((byte)'{'));
        while (members.MoveNext())
        {
            ReadOnlySpan<byte> name = record[members.Name];
            bool isOfFrame = name.SequenceEqual("\"record_id\""u8) || name.SequenceEqual("\"part\""u8)
                || name.SequenceEqual("\"parts\""u8);
            if (isOfFrame)
            {
                return true;
            }
        }

        return false;
    }

    // The member as it stands, name and value; nothing when the record has none of them.
    private static Range FindTime(ReadOnlySpan<byte> record, IReadOnlyList<string> timeFields)
    {
        const int longestTime = 64;
        foreach (string field in timeFields)
        {
            byte[] name = Encoding.UTF8.GetBytes($"\"{field}\"");
            var members = new JsonMembers(record, record.IndexOf((byte)'{'));
            while (members.MoveNext())
            {
                if (record[members.Name].SequenceEqual(name) && record[members.Value].Length <= longestTime)
                {
                    return members.Name.Start..members.Value.End;
                }
            }
        }

        return 0..0;
    }

    private static List<ByteWriter>? CollectParts(ReadOnlySpan<byte> record, Range time, int room)
    {
        List<ByteWriter> parts = [new ByteWriter(room)];
        var members = new JsonMembers(record, record.IndexOf((byte)'{'));
        while (members.MoveNext())
        {
            ReadOnlySpan<byte> member = record[members.Name.Start..members.Value.End];
            if (members.Name.Start.Equals(time.Start))
            {
                continue; // every part has it
            }

            if (member.Length <= room)
            {
                WriteAfterComma(member, PartWithRoom(parts, member.Length, room));
            }
            else if (members.Kind != ValueKind.String
                || !TryAddPieces(record[members.Name], record[members.Value], room, parts))
            {
                return null;
            }
        }

        return parts;
    }

    private static bool TryAddPieces(
        ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, int room, List<ByteWriter> parts)
    {
        ReadOnlySpan<byte> text = value[1..^1];
        while (!text.IsEmpty)
        {
            ByteWriter part = PartWithRoom(parts, name.Length + LeastPieceBytes, room);
            int length = JsonText.LengthWithin(text, room - part.Length - name.Length - ",:\"\""u8.Length);
            if (length == 0)
            {
                return false; // hardly a name: it leaves no room on a line
            }

            WriteAfterComma(name, part);
            part.Write(":\""u8);
            part.Write(text[..length]);
            part.Write((byte)'"');
            text = text[length..];
        }

        return true;
    }

    private static ByteWriter PartWithRoom(List<ByteWriter> parts, int length, int room)
    {
        ByteWriter last = parts[^1];
        int comma = last.Length == 0 ? 0 : 1;
        if (last.Length + comma + length > room)
        {
            parts.Add(last = new ByteWriter(0));
        }

        return last;
    }

    private static void WriteAfterComma(ReadOnlySpan<byte> member, ByteWriter output)
    {
        bool isFirst = output.Length == 0;
        if (!isFirst && !member.IsEmpty)
        {
            output.Write((byte)',');
        }

        output.Write(member);
    }
}
