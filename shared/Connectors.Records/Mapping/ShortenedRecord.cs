namespace Connectors.Records;

/// <summary>
/// Makes a record smaller by cutting its longest top-level texts, all of them to the same length, and marks what it
/// cut. For the rare record that a destination would otherwise cut blindly: allocates.
/// </summary>
public static class ShortenedRecord
{
    /// <summary>What a cut text ends with.</summary>
    public const string Mark = "...TRUNCATED...";

    /// <summary>The member that names the fields whose texts were cut.</summary>
    public const string CutFields = "truncated_fields";

    /// <summary>Writes the members of a record without the braces around them, then <see cref="CutFields"/>.</summary>
    /// <param name="record">One JSON object that a scan has accepted, and that is too large.</param>
    /// <param name="most">Bytes at most.</param>
    /// <param name="output">Receives the members, into an object that is open.</param>
    /// <returns>False when cutting texts is not enough; what was written then means nothing.</returns>
    public static bool TryWriteMembers(ReadOnlySpan<byte> record, int most, ByteWriter output)
    {
        int start = output.Length;
        int longest = LongestText(record);
        int shortest = Mark.Length;

        // The most that each text may keep: by halves between nothing but the mark, and everything.
        while (longest > shortest)
        {
            int middle = shortest + ((longest - shortest + 1) / 2);
            output.Truncate(start);
            WriteMembers(record, middle, output);
            (shortest, longest) = output.Length - start <= most ? (middle, longest) : (shortest, middle - 1);
        }

        output.Truncate(start);
        WriteMembers(record, shortest, output);
        return output.Length - start <= most;
    }

    private static int LongestText(ReadOnlySpan<byte> record)
    {
        int longest = 0;
        var members = new JsonMembers(record, record.IndexOf((byte)'{'));
        while (members.MoveNext())
        {
            longest = members.Kind == ValueKind.String ? Math.Max(longest, record[members.Value].Length) : longest;
        }

        return longest;
    }

    private static void WriteMembers(ReadOnlySpan<byte> record, int longestText, ByteWriter output)
    {
        var cut = new ByteWriter(0);
        var members = new JsonMembers(record, record.IndexOf((byte)'{'));
        while (members.MoveNext())
        {
            JsonText.Separate(output);
            output.Write(record[members.Name]);
            output.Write((byte)':');
            ReadOnlySpan<byte> value = record[members.Value];
            if (members.Kind != ValueKind.String || value.Length <= longestText)
            {
                output.Write(value);
                continue;
            }

            WriteCut(value[1..^1], longestText, output);
            cut.Write((byte)(cut.Length == 0 ? '[' : ','));
            cut.Write(record[members.Name]);
        }

        output.Write(",\"truncated_fields\":"u8);
        output.Write(cut.Length == 0 ? "["u8 : cut.Written);
        output.Write((byte)']');
    }

    private static void WriteCut(ReadOnlySpan<byte> text, int most, ByteWriter output)
    {
        output.Write((byte)'"');
        output.Write(text[..JsonText.LengthWithin(text, most - Mark.Length)]);
        output.Write("...TRUNCATED...\""u8);
    }
}
