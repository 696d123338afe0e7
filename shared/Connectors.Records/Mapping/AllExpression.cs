namespace Connectors.Records;

/// <summary>Every different value of several, as an array; what is an array counts by its elements.</summary>
internal sealed class AllExpression(ValueExpression[] choices) : ComposedExpression
{
    // A list of names and addresses is for finding the record again: one of thousands finds it no better.
    private const int MostValues = 256;

    private const int UsualTextBytes = 128;

    private readonly ByteWriter unescaped = new(UsualTextBytes);
    private readonly Range[] written = new Range[MostValues];
    private int count;

    protected override IEnumerable<ValueExpression> Parts => choices;

    protected override ValueKind Kind => ValueKind.Array;

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        count = 0;
        output.Write((byte)'[');
        foreach (ValueExpression choice in choices)
        {
            if (!choice.TryGet(record, out FieldValue value))
            {
                continue;
            }

            if (value.Kind == ValueKind.Array)
            {
                AddElements(value, output);
            }
            else
            {
                Add(value, output);
            }
        }

        output.Write((byte)']');
        return true;
    }

    private void AddElements(FieldValue array, ByteWriter output)
    {
        var elements = new JsonMembers(array.Json, 0);
        while (elements.MoveNext())
        {
            Add(new FieldValue(array.Json[elements.Value], elements.Kind), output);
        }
    }

    private void Add(FieldValue value, ByteWriter output)
    {
        if (value.IsEmpty || count == MostValues)
        {
            return;
        }

        int before = output.Length;
        output.Write(count > 0 ? ","u8 : []);
        int start = output.Length;
        Write(value, output);
        if (IsWritten(output.Written[start..], output.Written))
        {
            output.Truncate(before);
        }
        else
        {
            written[count++] = start..output.Length;
        }
    }

    // Of the ways to escape a text always the same one, so that equal texts are equal bytes.
    private void Write(FieldValue value, ByteWriter output)
    {
        if (value.Kind != ValueKind.String || !value.Text.Contains((byte)'\\'))
        {
            output.Write(value.Json);
            return;
        }

        unescaped.Clear();
        JsonText.WriteUnescaped(value.Text, unescaped);
        JsonText.WriteString(unescaped.Written, output);
    }

    private bool IsWritten(ReadOnlySpan<byte> json, ReadOnlySpan<byte> output)
    {
        foreach (Range place in written.AsSpan(0, count))
        {
            if (output[place].SequenceEqual(json))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>What stands inside a field: one value, or an array of those that an array on the way leads to.</summary>
internal sealed class InnerExpression(FieldFinder finder) : ComposedExpression
{
    private bool isArray;

    protected override ValueKind Kind => isArray ? ValueKind.Array : FieldValue.KindOf(First);

    private byte First { get; set; }

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        int count = finder.Find(record.Bytes, record.Fields);
        isArray = count > 1;
        if (isArray)
        {
            output.Write((byte)'[');
        }

        for (int index = 0; index < count; index++)
        {
            output.Write(index > 0 ? ","u8 : []);
            output.Write(finder.Json(record.Bytes, index));
        }

        if (isArray)
        {
            output.Write((byte)']');
        }

        First = count > 0 ? output.Written[0] : (byte)'n';
        return count > 0;
    }
}
