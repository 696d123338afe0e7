namespace Connectors.Records;

/// <summary>One place in a document, and the value that goes there.</summary>
/// <param name="Path">The name, with dots between groups.</param>
/// <param name="Value">The value.</param>
internal sealed record DocumentTarget(string Path, ValueExpression Value)
{
    /// <summary>What the value must be; null for whatever it is.</summary>
    internal FieldType? Type { get; init; }

    /// <summary>Whether elements of another type are left out of an array.</summary>
    internal bool OmitsMisfits { get; init; }

    /// <summary>The field that the value is of, or <see cref="FieldNames.None"/> when it is made of others.</summary>
    internal int FieldId { get; init; } = FieldNames.None;

    /// <summary>
    /// The one or two fields without all of which there is no value; none when there may be one without any.
    /// </summary>
    internal int[] NeededIds =>
        IsPlain ? [.. Value.PlainIds] : Value.NeededId != FieldNames.None ? [Value.NeededId] : [];

    /// <summary>
    /// Which <see cref="FieldSlice.Looks"/> a value may have that is written as it stands in the record, if it has
    /// <see cref="Form"/> too.
    /// </summary>
    internal byte PlainLooks => IsPlain ? LooksOfType : (byte)0;

    /// <summary>What such a value must look like.</summary>
    internal PlainForm Form => Value.Form == PlainForm.Any ? Type?.Form ?? PlainForm.Any : Value.Form;

    /// <summary>
    /// What was written there for some values of one field, if the value is made of that alone; else there is none.
    /// </summary>
    internal ValueMemory Memory { get; private init; }

    /// <summary>Whether the value is a constant that stands behind the name already.</summary>
    internal bool HasValueInName { get; init; }

    /// <summary>The groups around it, from the outside in.</summary>
    internal DocumentGroup[] Groups { get; init; } = [];

    /// <summary>Its own name as <c>"name":</c>, and its value if it is a constant.</summary>
    internal byte[] Name { get; init; } = [];

    private byte LooksOfType => Type?.PlainLooks
        ?? (Value.Form == PlainForm.Any ? FieldType.AllPlainLooks : FieldType.TextLooks); // an address, or a time

    // What must look like one thing as a value and like another as its type is not known at a glance.
    private bool IsPlain => Value.PlainIds.Count() is 1 or 2 && LooksOfType != 0
        && (Value.Form == PlainForm.Any || Type is null || Type.Form == Value.Form
            || (Type.Form == PlainForm.Any && LooksOfType == FieldType.TextLooks));

    /// <summary>The same target, which remembers what is written instead of what is found.</summary>
    internal DocumentTarget WithMemory() => Value is RememberedExpression remembered
        ? this with { Value = remembered.Of, Memory = new ValueMemory(remembered.OnlyId) }
        : this;

    /// <summary>The value as it is written, if it is always the same; else null.</summary>
    internal byte[]? Constant()
    {
        var output = new ByteWriter(0);
        bool isConstant = Value is ConstantExpression && Value.TryGet(default, out FieldValue value)
            && TryWrite(value, output);
        return isConstant ? output.Written.ToArray() : null;
    }

    /// <summary>Whether the value says that there is none.</summary>
    internal bool IsNothing(FieldValue found) => Type?.IsNothing(found) ?? false;

    /// <summary>
    /// Writes the value; false when it has another type than it must: what was written then has no meaning.
    /// </summary>
    internal bool TryWrite(FieldValue found, ByteWriter output)
    {
        if (Type is null)
        {
            output.Write(found.Json);
            return true;
        }

        return Type.TryWrite(found, OmitsMisfits, output);
    }
}

/// <summary>A group of members: an object, or an array of one object.</summary>
/// <param name="Start"><c>"name":{</c> or <c>"name":[{</c></param>
/// <param name="End">The brackets that close it.</param>
internal readonly record struct DocumentGroup(byte[] Start, byte[] End);
