using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace Connectors.Records;

/// <summary>A recipe made ready for the records of one batch. Not for several threads.</summary>
internal abstract class ValueExpression
{
    /// <summary>The unit of the value's numbers, where they have one.</summary>
    internal virtual string? Unit => null;

    /// <summary>
    /// The field without which there is no value, or <see cref="FieldNames.None"/> when there may be one without it.
    /// </summary>
    internal virtual int NeededId => Parts?.ToArray() is [var only] ? only.NeededId : FieldNames.None;

    /// <summary>
    /// The fields of which the first that has a value is this value, as it stands in the record, if it looks like
    /// <see cref="Form"/>. None when the value is made in another way.
    /// </summary>
    internal virtual IEnumerable<int> PlainIds => [];

    /// <summary>What a field of <see cref="PlainIds"/> must look like.</summary>
    internal virtual PlainForm Form => PlainForm.Any;

    /// <summary>
    /// The only field that the value is made of, or <see cref="FieldNames.None"/> when there are none or several.
    /// </summary>
    internal virtual int OnlyId
    {
        get
        {
            int[] ids = [.. (Parts ?? []).Where(part => !part.IsConstant).Select(part => part.OnlyId).Distinct()];
            return ids is [int only] ? only : FieldNames.None;
        }
    }

    /// <summary>Whether it is always the same value, or never one.</summary>
    internal virtual bool IsConstant => Parts?.All(part => part.IsConstant) ?? false;

    /// <summary>Whether there is never a value.</summary>
    internal bool IsNever => this is ConstantExpression { Json: null };

    /// <summary>What it is made of; null if that is the record.</summary>
    protected virtual IEnumerable<ValueExpression>? Parts => null;

    /// <summary>Finds the value.</summary>
    /// <returns>False when there is none; a value that is found is never empty.</returns>
    internal abstract bool TryGet(RecordView record, out FieldValue value);
}

/// <summary>The value of a field.</summary>
internal sealed class FieldExpression(int nameId, string? unit) : ValueExpression
{
    internal override string? Unit => unit;

    internal override int NeededId => nameId;

    internal override IEnumerable<int> PlainIds => [nameId];

    internal override int OnlyId => nameId;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal override bool TryGet(RecordView record, out FieldValue value)
    {
        ref readonly FieldSlice field = ref record.Fields.Find(nameId);
        if (Unsafe.IsNullRef(in field))
        {
            value = default;
            return false;
        }

        value = new FieldValue(field.Value(record.Bytes), field.Kind);
        return !value.IsEmpty;
    }
}

/// <summary>Always the same value; none when there is no JSON.</summary>
internal sealed class ConstantExpression(byte[]? json) : ValueExpression
{
    private readonly ValueKind kind = json is null ? ValueKind.Null : FieldValue.KindOf(json[0]);

    internal byte[]? Json => json;

    internal override bool IsConstant => true;

    internal override bool TryGet(RecordView record, out FieldValue value)
    {
        value = new FieldValue(json, kind);
        return !value.IsEmpty;
    }
}

/// <summary>The first of several that has a value.</summary>
internal sealed class FirstExpression(ValueExpression[] choices) : ValueExpression
{
    // Whoever writes a choice of numbers chooses among those of one unit.
    internal override string? Unit => choices[0].Unit;

    internal override int NeededId =>
        choices.All(choice => choice.NeededId == choices[0].NeededId) ? choices[0].NeededId : FieldNames.None;

    internal override IEnumerable<int> PlainIds =>
        choices.All(choice => choice.PlainIds.Any() && choice.Form == Form)
            ? choices.SelectMany(choice => choice.PlainIds).Distinct()
            : [];

    internal override PlainForm Form => choices[0].Form;

    protected override IEnumerable<ValueExpression> Parts => choices;

    internal override bool TryGet(RecordView record, out FieldValue value)
    {
        foreach (ValueExpression choice in choices)
        {
            if (choice.TryGet(record, out value))
            {
                return true;
            }
        }

        value = default;
        return false;
    }
}

/// <summary>A text, if it starts in one of several ways.</summary>
internal sealed class StartingExpression(ValueExpression of, byte[][] starts) : ValueExpression
{
    protected override IEnumerable<ValueExpression> Parts => [of];

    internal override bool TryGet(RecordView record, out FieldValue value)
    {
        bool found = of.TryGet(record, out value) && value.Kind == ValueKind.String;
        foreach (byte[] start in starts)
        {
            if (found && value.Text.StartsWith(start))
            {
                return true;
            }
        }

        return false;
    }
}

/// <summary>An expression that writes a new value, into a buffer of its own.</summary>
internal abstract class ComposedExpression : ValueExpression
{
    private const int UsualValueBytes = 128;

    private readonly ByteWriter output = new(UsualValueBytes);

    protected abstract ValueKind Kind { get; }

    internal sealed override bool TryGet(RecordView record, out FieldValue value)
    {
        output.Clear();
        bool isWhole = TryWrite(record, output);
        value = new FieldValue(output.Written, Kind);
        return isWhole && !value.IsEmpty;
    }

    /// <summary>Writes the value as JSON.</summary>
    protected abstract bool TryWrite(RecordView record, ByteWriter output);

    protected static bool TryGetNumber(ValueExpression expression, RecordView record, out long number)
    {
        number = 0;
        return expression.TryGet(record, out FieldValue value)
            && Utf8Parser.TryParse(value.Text, out number, out int used) && used == value.Text.Length;
    }
}

/// <summary>A text with values in it.</summary>
internal sealed class TemplateExpression((ValueExpression? Value, byte[] Text, bool IsOptional)[] parts)
    : ComposedExpression
{
    internal override int NeededId =>
        parts.FirstOrDefault(part => part.Value is not null && !part.IsOptional).Value?.NeededId ?? FieldNames.None;

    internal override bool IsConstant =>
        base.IsConstant || parts.Any(part => !part.IsOptional && part.Value is { IsNever: true });

    protected override IEnumerable<ValueExpression> Parts => parts.Select(part => part.Value).OfType<ValueExpression>();

    protected override ValueKind Kind => ValueKind.String;

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        output.Write((byte)'"');
        foreach ((ValueExpression? expression, byte[] text, bool isOptional) in parts)
        {
            output.Write(text);
            if (expression is null)
            {
                continue;
            }

            if (expression.TryGet(record, out FieldValue value)
                && value.Kind is not (ValueKind.Object or ValueKind.Array))
            {
                output.Write(value.Text);
            }
            else if (!isOptional)
            {
                return false;
            }
        }

        output.Write((byte)'"');
        return true;
    }
}

/// <summary>The sum of whole numbers; terms without a value do not count, but one must have one.</summary>
internal sealed class SumExpression(ValueExpression[] terms) : ComposedExpression
{
    protected override IEnumerable<ValueExpression> Parts => terms;

    protected override ValueKind Kind => ValueKind.Number;

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        Int128 sum = 0;
        bool any = false;
        foreach (ValueExpression term in terms)
        {
            if (TryGetNumber(term, record, out long number))
            {
                sum += number;
                any = true;
            }
        }

        bool fits = sum >= long.MinValue && sum <= long.MaxValue;
        output.WriteNumber(fits ? (long)sum : 0);
        return any && fits;
    }
}
