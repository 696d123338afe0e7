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

    /// <summary>Whether there is anything to write.</summary>
    internal bool HasAny(RecordView record)
    {
        foreach (FieldSlice field in record.Fields.All)
        {
            if (IsRest(field, record))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Writes the fields as one object, names and values as they stand in the record.</summary>
    internal void Write(RecordView record, ByteWriter output)
    {
        output.Write((byte)'{');
        int first = output.Length;
        foreach (FieldSlice field in record.Fields.All)
        {
            if (!IsRest(field, record))
            {
                continue;
            }

            if (output.Length > first)
            {
                output.Write((byte)',');
            }

            output.Write(Name(field, record.Bytes));
            output.Write((byte)':');
            output.Write(field.Value(record.Bytes));
        }

        output.Write((byte)'}');
    }

    // Of a name that stands twice the last one counts. A name beyond the capacity has no number to find another by.
    private bool IsRest(FieldSlice field, RecordView record)
    {
        bool hasNumber = field.NameId != FieldNames.None;
        if ((hasNumber && isPlaced[field.NameId]) || new FieldValue(field.Value(record.Bytes), field.Kind).IsEmpty)
        {
            return false;
        }

        return !hasNumber || (record.Fields.TryGet(field.NameId, out FieldSlice last)
            && last.NameStart == field.NameStart);
    }

    // With its quotes.
    private static ReadOnlySpan<byte> Name(FieldSlice field, ReadOnlySpan<byte> record)
    {
        var cursor = new JsonCursor(record) { Position = field.NameStart };
        cursor.SkipString();
        return record[field.NameStart..cursor.Position];
    }
}
