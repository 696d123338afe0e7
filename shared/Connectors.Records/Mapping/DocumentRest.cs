namespace Connectors.Records;

/// <summary>
/// What of a record has no place of its own in a document: fields that nobody knows, and values of another type than
/// their place takes. Belongs to one batch, as the names do; not for several threads.
/// </summary>
internal sealed class DocumentRest
{
    private readonly bool[] isPlaced = new bool[FieldNames.Capacity];
    private readonly List<int> misfits = [];

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
        ReadOnlySpan<FieldSlice> all = record.Fields.All;
        for (int index = 0; index < all.Length; index++)
        {
            ref readonly FieldSlice field = ref all[index];
            bool hasPlace = field.NameId != FieldNames.None && isPlaced[field.NameId];
            if (!hasPlace && record.Fields.IsLastOfName(index)
                && !new FieldValue(field.Value(record.Bytes), field.Kind).IsEmpty)
            {
                output.Write(output.Length > first ? ","u8 : []);
                WriteMember(field, record.Bytes, output);
            }
        }

        output.Write((byte)'}');
        return output.Length > first + 1;
    }

    // Nearly always the name, its colon and the value stand side by side.
    private static void WriteMember(in FieldSlice field, ReadOnlySpan<byte> record, ByteWriter output)
    {
        if (record[(field.ValueStart - 2)..].StartsWith("\":"u8))
        {
            output.Write(record[field.NameStart..field.ValueEnd]);
            return;
        }

        var cursor = new JsonCursor(record) { Position = field.NameStart };
        cursor.SkipString();
        output.Write(record[field.NameStart..cursor.Position]);
        output.Write((byte)':');
        output.Write(field.Value(record));
    }
}
