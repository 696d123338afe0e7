using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connectors.Records;

/// <summary>Every different value of several, as an array; what is an array counts by its elements.</summary>
/// <param name="choices">The several.</param>
/// <param name="element">What each element must be, or is left out; null for whatever it is.</param>
internal sealed class AllExpression(ValueExpression[] choices, FieldType? element = null) : ComposedExpression
{
    // A list of names and addresses is for finding the record again: one of thousands finds it no better.
    private const int MostValues = 256;

    private const int UsualTextBytes = 128;

    private readonly ByteWriter unescaped = new(UsualTextBytes);
    private readonly ByteWriter escaped = new(UsualTextBytes);
    private readonly (ValueExpression Value, int PlainId)[] several =
        [.. choices.Select(choice => (choice, PlainId(choice, element)))];

    private readonly (int Start, int Length)[] written = new (int, int)[MostValues];
    private int count;

    protected override IEnumerable<ValueExpression> Parts => several.Select(choice => choice.Value);

    protected override ValueKind Kind => ValueKind.Array;

    /// <summary>The same, of those elements that can be of a type.</summary>
    /// <param name="list">The type of the array.</param>
    internal AllExpression Of(FieldType list) => new([.. several.Select(choice => choice.Value)], list.Single);

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        count = 0;
        output.Write((byte)'[');
        foreach ((ValueExpression choice, int plainId) in several)
        {
            if (plainId != FieldNames.None && TryAddPlain(plainId, record, output))
            {
                continue;
            }

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

    // The one field that the element is of, if it is known at a glance to be right as it stands.
    private static int PlainId(ValueExpression choice, FieldType? element)
    {
        bool isPlain = element?.PlainLooks == FieldType.TextLooks && choice.PlainIds.Count() == 1
            && (choice.Form == PlainForm.Any || choice.Form == element.Form);
        return isPlain ? choice.PlainIds.Single() : FieldNames.None;
    }

    // Most elements are short texts without an escape, and stand in the record as they are written.
    private bool TryAddPlain(int fieldId, RecordView record, ByteWriter output)
    {
        ref readonly FieldSlice field = ref record.Fields.Find(fieldId);
        if (Unsafe.IsNullRef(in field) || field.IsPlainlyEmpty)
        {
            return true;
        }

        ReadOnlySpan<byte> json = field.Value(record.Bytes);
        bool isPlain = field.Looks == FieldType.TextLooks && count < MostValues
            && record.Bytes.Length - field.ValueStart >= DocumentStep.CopiedBytes
            && (element!.Form == PlainForm.Any
                ? !json.Contains((byte)'\\')
                : PlainValue.Has(element.Form, ref MemoryMarshal.GetReference(json), json.Length));
        if (isPlain && !IsWritten(json, output.Written))
        {
            output.Write(count > 0 ? ","u8 : []);
            written[count++] = (output.Length, json.Length);
            output.Write(json);
        }

        return isPlain;
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
        if (TryWrite(value, output) && !IsWritten(output.Written[start..], output.Written))
        {
            written[count++] = (start, output.Length - start);
        }
        else
        {
            output.Truncate(before);
        }
    }

    // Of the ways to escape a text always the same one, so that equal texts are equal bytes.
    private bool TryWrite(FieldValue value, ByteWriter output)
    {
        if (value.Kind == ValueKind.String && value.Text.Contains((byte)'\\'))
        {
            escaped.Clear();
            unescaped.Clear();
            JsonText.WriteUnescaped(value.Text, unescaped);
            JsonText.WriteString(unescaped.Written, escaped);
            value = new FieldValue(escaped.Written, ValueKind.String);
        }

        if (element is not null)
        {
            return element.TryWrite(value, omitsMisfits: true, output);
        }

        output.Write(value.Json);
        return true;
    }

    private bool IsWritten(ReadOnlySpan<byte> json, ReadOnlySpan<byte> output)
    {
        foreach ((int start, int length) in written.AsSpan(0, count))
        {
            if (length == json.Length && output.Slice(start, length).SequenceEqual(json))
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
