namespace Connectors.Records;

/// <summary>The first of several fields that tells a time, in RFC 3339.</summary>
internal sealed class TimeExpression(int[] nameIds) : ComposedExpression
{
    internal override int NeededId => nameIds is [var only] ? only : FieldNames.None;

    internal override IEnumerable<int> PlainIds => nameIds;

    internal override PlainForm Form => PlainForm.Time;

    protected override ValueKind Kind => ValueKind.String;

    /// <summary>The time that an expression tells; it is not written first where that can be saved.</summary>
    internal static bool TryGet(ValueExpression of, RecordView record, out EventTime time)
    {
        if (of is TimeExpression known)
        {
            return known.TryFind(record, out _, out time);
        }

        time = default;
        return of.TryGet(record, out FieldValue value) && EventTimeParser.TryParse(value.Text, out time);
    }

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        if (!TryFind(record, out FieldSlice field, out EventTime time))
        {
            return false;
        }

        output.Write((byte)'"');
        time.WriteRfc3339(field.Text(record.Bytes), output);
        output.Write((byte)'"');
        return true;
    }

    private bool TryFind(RecordView record, out FieldSlice field, out EventTime time)
    {
        foreach (int nameId in nameIds)
        {
            if (record.Fields.TryGet(nameId, out field) && EventTimeParser.TryParse(field, record.Bytes, out time))
            {
                return true;
            }
        }

        field = default;
        time = default;
        return false;
    }
}

/// <summary>A time in milliseconds since 1970.</summary>
internal sealed class MillisecondsExpression(ValueExpression of) : ComposedExpression
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    protected override IEnumerable<ValueExpression> Parts => [of];

    protected override ValueKind Kind => ValueKind.Number;

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        bool isTime = TimeExpression.TryGet(of, record, out EventTime time);
        output.WriteNumber(time.Nanoseconds / NanosecondsPerMillisecond);
        return isTime;
    }
}

/// <summary>Nanoseconds between two times.</summary>
internal sealed class ElapsedExpression(ValueExpression start, ValueExpression end) : ComposedExpression
{
    internal override string Unit => "ns";

    internal override int NeededId => start.NeededId;

    internal override bool IsConstant => start.IsNever || end.IsNever;

    protected override IEnumerable<ValueExpression> Parts => [start, end];

    protected override ValueKind Kind => ValueKind.Number;

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        bool areTimes = TimeExpression.TryGet(start, record, out EventTime from)
            & TimeExpression.TryGet(end, record, out EventTime to) && to.Nanoseconds >= from.Nanoseconds;
        output.WriteNumber(areTimes ? to.Nanoseconds - from.Nanoseconds : 0);
        return areTimes;
    }
}

/// <summary>A number with a unit of time, in seconds.</summary>
internal sealed class SecondsExpression(ValueExpression of) : ComposedExpression
{
    private const int LongestNumber = 32;

    // Decimals of a second that one unit is.
    private readonly int decimals = of.Unit switch
    {
        "ns" => 9,
        "us" => 6,
        "ms" => 3,
        _ => 0,
    };

    protected override IEnumerable<ValueExpression> Parts => [of];

    protected override ValueKind Kind => ValueKind.Number;

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        if (!TryGetNumber(of, record, out long number) || number < 0)
        {
            return false;
        }

        decimal seconds = new((int)number, (int)(number >> 32), 0, isNegative: false, (byte)decimals);
        bool isWritten = seconds.TryFormat(output.GetSpan(LongestNumber), out int written, "0.#########");
        output.Advance(written);
        return isWritten;
    }
}

/// <summary>A number with a unit of time, in nanoseconds.</summary>
internal sealed class NanosecondsExpression(ValueExpression of) : ComposedExpression
{
    private readonly long factor = of.Unit switch
    {
        "ns" => 1,
        "us" => 1_000,
        "ms" => 1_000_000,
        _ => 1_000_000_000,
    };

    internal override string Unit => "ns";

    protected override IEnumerable<ValueExpression> Parts => [of];

    protected override ValueKind Kind => ValueKind.Number;

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        bool fits = TryGetNumber(of, record, out long number) && number >= 0 && number <= long.MaxValue / factor;
        output.WriteNumber(fits ? number * factor : 0);
        return fits;
    }
}
