using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>An expression with a <see cref="ValueMemory"/>.</summary>
/// <param name="of">An expression that is made of one field only: it gives the same for the same value.</param>
internal sealed class RememberedExpression(ValueExpression of) : ValueExpression
{
    private readonly ValueMemory memory = new(of.OnlyId);

    internal override string? Unit => of.Unit;

    /// <summary>The expression itself.</summary>
    internal ValueExpression Of => of;

    protected override IEnumerable<ValueExpression> Parts => [of];

    /// <summary>The expression with a memory, if it takes some work and is made of one field only.</summary>
    internal static ValueExpression Remember(ValueExpression value) =>
        value.PlainIds.Any() || value.OnlyId == FieldNames.None || value is RememberedExpression
            ? value
            : new RememberedExpression(value);

    internal override bool TryGet(RecordView record, out FieldValue value)
    {
        if (!memory.TryGetKey(record, out Vector256<byte> key))
        {
            return of.TryGet(record, out value);
        }

        ref ValueMemory.Entry entry = ref memory.At(key);
        if (entry.IsOf(key))
        {
            value = new FieldValue(entry.Result, entry.Kind);
            return !value.Json.IsEmpty;
        }

        bool found = of.TryGet(record, out value);
        entry.Keep(key, found ? value.Json : [], value.Kind);
        return found;
    }
}
