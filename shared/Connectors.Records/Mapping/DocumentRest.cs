namespace Connectors.Records;

/// <summary>
/// What of a record has no place of its own in a document: fields that nobody knows, and values of another type than
/// their place takes. Belongs to one batch, as the names do; not for several threads.
/// </summary>
internal sealed class DocumentRest
{
    private readonly bool[] isPlaced = new bool[FieldNames.Capacity];
    private readonly List<int> misfits = [];
    private int[] chosen = new int[FieldNames.Capacity]; // fields of a record that are the rest

    /// <param name="names">The field names of the batch; all are asked for.</param>
    /// <param name="placed">The numbers of the fields that have a place.</param>
    internal DocumentRest(FieldNames names, IEnumerable<int> placed)
    {
        names.WantAll();
        foreach (int nameId in placed)
        {
            isPlaced[nameId] = true;
        }
    }

    /// <summary>To be called before each record.</summary>
    internal void Begin()
    {
        foreach (int nameId in misfits)
        {
            isPlaced[nameId] = true;
        }

        misfits.Clear();
    }

    /// <summary>Takes a field of this record whose value does not fit into its place.</summary>
    internal void Add(int nameId)
    {
        if (nameId != FieldNames.None && isPlaced[nameId])
        {
            isPlaced[nameId] = false;
            misfits.Add(nameId);
        }
    }

    /// <summary>Writes the fields as one object, names and values as they stand in the record.</summary>
    /// <returns>False when there are none: what was written then has no meaning.</returns>
    internal bool TryWrite(RecordView record, ByteWriter output)
    {
        output.Write((byte)'{');
        int first = output.Length;
        ReadOnlySpan<byte> text = record.Bytes;
        ReadOnlySpan<FieldSlice> all = record.Fields.All;
        int start = 0; // of members that stand side by side in the record, and are written in one piece
        int end = 0;
        foreach (int index in Choose(record.Fields))
        {
            ref readonly FieldSlice field = ref all[index];
            if (new FieldValue(field.Value(text), field.Kind).IsEmpty)
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

    // Without a jump: which fields of a record are empty is not to be foreseen.
    private ReadOnlySpan<int> Choose(RecordFields fields)
    {
        ReadOnlySpan<FieldSlice> all = fields.All;
        if (all.Length > chosen.Length)
        {
            chosen = new int[2 * all.Length];
        }

        int count = 0;
        for (int index = 0; index < all.Length; index++)
        {
            ref readonly FieldSlice field = ref all[index];
            bool hasPlace = field.NameId >= 0 & isPlaced[field.NameId & (FieldNames.Capacity - 1)];
            chosen[count] = index;
            count += !hasPlace & fields.IsLastOfName(index) & !field.IsPlainlyEmpty ? 1 : 0;
        }

        return chosen.AsSpan(0, count);
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
