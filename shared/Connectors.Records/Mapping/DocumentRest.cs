namespace Connectors.Records;

/// <summary>
/// What of a record has no place of its own in a document: fields that nobody knows, and values of another type than
/// their place takes.
/// </summary>
internal static class DocumentRest
{
    /// <summary>Writes the fields as one object, names and values as they stand in the record.</summary>
    /// <param name="chosen">The fields' places in <see cref="RecordFields.All"/>.</param>
    /// <param name="record">The record.</param>
    /// <param name="output">Where the object goes.</param>
    /// <returns>False when there are none: what was written then has no meaning.</returns>
    internal static bool TryWrite(ReadOnlySpan<int> chosen, RecordView record, ByteWriter output)
    {
        output.Write((byte)'{');
        int first = output.Length;
        ReadOnlySpan<byte> text = record.Bytes;
        ReadOnlySpan<FieldSlice> all = record.Fields.All;
        int start = 0; // of members that stand side by side in the record, and are written in one piece
        int end = 0;
        foreach (int index in chosen)
        {
            ref readonly FieldSlice field = ref all[index];
            if (!record.Fields.IsLastOfName(index) || new FieldValue(field.Value(text), field.Kind).IsEmpty)
            {
                continue;
            }

            bool isCompact = text[field.ValueStart - 1] == ':' && text[field.ValueStart - 2] == '"';
            if (!isCompact || end == 0 || field.NameStart != end + ",".Length)
            {
                Write(text[start..end], first, output);
                start = field.NameStart;
            }

            end = field.ValueEnd;
            if (!isCompact)
            {
                WriteSpaced(field, text, first, output);
                start = end = 0;
            }
        }

        Write(text[start..end], first, output);
        output.Write((byte)'}');
        return output.Length > first + 1;
    }

    private static void Write(ReadOnlySpan<byte> members, int first, ByteWriter output)
    {
        if (!members.IsEmpty)
        {
            output.Write(output.Length > first ? ","u8 : []);
            output.Write(members);
        }
    }

    // White space around the colon is left out.
    private static void WriteSpaced(in FieldSlice field, ReadOnlySpan<byte> record, int first, ByteWriter output)
    {
        var cursor = new JsonCursor(record) { Position = field.NameStart };
        cursor.SkipString();
        Write(record[field.NameStart..cursor.Position], first, output);
        output.Write((byte)':');
        output.Write(field.Value(record));
    }
}
