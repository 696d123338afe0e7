namespace Connectors.Records;

/// <summary>
/// Finds the values that a path leads to. Belongs to one batch, as the names do; not for several threads.
/// </summary>
internal sealed class FieldFinder
{
    private const int UsualValueBytes = 1024;

    private readonly FieldPath path;
    private readonly int nameId;
    private readonly ByteWriter unescaped = new(UsualValueBytes);
    private readonly List<(Range Value, ValueKind Kind)> found = [];

    internal FieldFinder(FieldPath path, FieldNames names)
    {
        this.path = path;
        nameId = names.Want(path.Name);
    }

    /// <summary>Finds the values of the path in one record; null is not a value.</summary>
    /// <returns>How many there are: none, one, or several when an array stands on the way.</returns>
    internal int Find(ReadOnlySpan<byte> record, RecordFields fields)
    {
        found.Clear();
        if (fields.TryGet(nameId, out FieldSlice field))
        {
            Collect(record, field.ValueStart..field.ValueEnd, field.Kind, path.Inner);
        }

        return found.Count;
    }

    /// <summary>One of the values found, without quotes and escapes. Valid until the next call.</summary>
    internal ReadOnlySpan<byte> Text(ReadOnlySpan<byte> record, int index)
    {
        (Range range, ValueKind kind) = found[index];
        ReadOnlySpan<byte> value = record[range];
        if (kind != ValueKind.String)
        {
            return value;
        }

        ReadOnlySpan<byte> text = value[1..^1];
        if (!text.Contains((byte)'\\'))
        {
            return text;
        }

        unescaped.Clear();
        JsonText.WriteUnescaped(text, unescaped);
        return unescaped.Written;
    }

    /// <summary>One of the values found, as it stands in the record.</summary>
    internal ReadOnlySpan<byte> Json(ReadOnlySpan<byte> record, int index) => record[found[index].Value];

    private void Collect(ReadOnlySpan<byte> record, Range value, ValueKind kind, ReadOnlySpan<byte[]> rest)
    {
        if (kind == ValueKind.Null)
        {
            return;
        }

        if (rest.IsEmpty && kind != ValueKind.Array)
        {
            found.Add((value, kind));
            return;
        }

        if (kind is not (ValueKind.Object or ValueKind.Array))
        {
            return;
        }

        var members = new JsonMembers(record, value.Start.Value);
        while (members.MoveNext())
        {
            if (kind == ValueKind.Array)
            {
                Collect(record, members.Value, members.Kind, rest);
            }
            else if (IsNamed(record, members, rest[0]))
            {
                Collect(record, members.Value, members.Kind, rest[1..]);
            }
        }
    }

    private bool IsNamed(ReadOnlySpan<byte> record, in JsonMembers members, ReadOnlySpan<byte> name)
    {
        ReadOnlySpan<byte> raw = record[members.Name][1..^1];
        if (!members.NameHasEscape)
        {
            return raw.SequenceEqual(name);
        }

        unescaped.Clear();
        JsonText.WriteUnescaped(raw, unescaped);
        return unescaped.Written.SequenceEqual(name);
    }
}
