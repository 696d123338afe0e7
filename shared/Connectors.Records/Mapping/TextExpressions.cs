namespace Connectors.Records;

/// <summary>
/// An address; an IPv4 address that is written as IPv6 (<c>::ffff:192.0.2.1</c>) as the IPv4 address that it is.
/// </summary>
internal sealed class AddressExpression(ValueExpression of) : ValueExpression
{
    private const int UsualAddressBytes = 64;

    private readonly ByteWriter output = new(UsualAddressBytes);

    internal override IEnumerable<int> PlainIds => of is FieldExpression ? of.PlainIds : [];

    internal override PlainForm Form => PlainForm.Address;

    protected override IEnumerable<ValueExpression> Parts => [of];

    internal override bool TryGet(RecordView record, out FieldValue value)
    {
        if (!of.TryGet(record, out value))
        {
            return false;
        }

        if (AddressText.IsMapped(value))
        {
            output.Clear();
            AddressText.WriteUnmapped(value, output);
            value = new FieldValue(output.Written, ValueKind.String);
        }

        return true;
    }
}

/// <summary>An expression that makes something of a text: of what it means, not of how it is escaped.</summary>
internal abstract class TextExpression(ValueExpression of) : ComposedExpression
{
    private const int UsualTextBytes = 256;

    private readonly ByteWriter unescaped = new(UsualTextBytes);

    protected override IEnumerable<ValueExpression> Parts => [of];

    protected override ValueKind Kind => ValueKind.String;

    protected sealed override bool TryWrite(RecordView record, ByteWriter output)
    {
        if (!of.TryGet(record, out FieldValue value) || value.Kind != ValueKind.String)
        {
            return false;
        }

        if (!value.Text.Contains((byte)'\\'))
        {
            return TryWrite(value.Text, output);
        }

        unescaped.Clear();
        JsonText.WriteUnescaped(value.Text, unescaped);
        return TryWrite(unescaped.Written, output);
    }

    /// <summary>Writes the value as JSON.</summary>
    protected abstract bool TryWrite(ReadOnlySpan<byte> text, ByteWriter output);
}

/// <summary>A text in other letters. Only ASCII letters have two forms here.</summary>
/// <param name="of">The text.</param>
/// <param name="isUpper">Capital letters, or small ones.</param>
/// <param name="isHost">Whether it is a host's name, which also loses the dot of the root at its end.</param>
internal sealed class LetterExpression(ValueExpression of, bool isUpper, bool isHost) : TextExpression(of)
{
    private const int UsualTextBytes = 256;

    private readonly ByteWriter letters = new(UsualTextBytes);

    protected override bool TryWrite(ReadOnlySpan<byte> text, ByteWriter output)
    {
        bool hasDot = isHost && text.Length > 1 && text[^1] == '.';
        text = hasDot ? text[..^1] : text;
        letters.Clear();
        Span<byte> room = letters.GetSpan(text.Length);
        for (int place = 0; place < text.Length; place++)
        {
            byte letter = text[place];
            bool changes = isUpper ? letter is >= (byte)'a' and <= (byte)'z' : letter is >= (byte)'A' and <= (byte)'Z';
            room[place] = changes ? (byte)(letter ^ 0x20) : letter;
        }

        JsonText.WriteString(room[..text.Length], output);
        return true;
    }
}

/// <summary>What stands behind a mark in a text, or before it.</summary>
internal sealed class AroundExpression(ValueExpression of, byte[] mark, bool isBehind) : TextExpression(of)
{
    protected override bool TryWrite(ReadOnlySpan<byte> text, ByteWriter output)
    {
        int place = text.IndexOf(mark);
        if (place >= 0)
        {
            JsonText.WriteString(isBehind ? text[(place + mark.Length)..] : text[..place], output);
        }

        return place >= 0;
    }
}

/// <summary>How many characters (code points) a text has.</summary>
internal sealed class LengthExpression(ValueExpression of) : TextExpression(of)
{
    protected override ValueKind Kind => ValueKind.Number;

    protected override bool TryWrite(ReadOnlySpan<byte> text, ByteWriter output)
    {
        int count = 0;
        foreach (byte part in text)
        {
            count += (part & 0xC0) == 0x80 ? 0 : 1; // every byte but those that continue a code point
        }

        output.WriteNumber(count);
        return true;
    }
}

/// <summary>A value as another type, if it can be one.</summary>
internal sealed class TypedExpression(ValueExpression of, FieldType type) : ValueExpression
{
    private const int UsualValueBytes = 128;

    private readonly ByteWriter output = new(UsualValueBytes);

    protected override IEnumerable<ValueExpression> Parts => [of];

    internal override bool TryGet(RecordView record, out FieldValue value)
    {
        output.Clear();
        if (!of.TryGet(record, out value) || !type.TryWrite(value, omitsMisfits: false, output))
        {
            value = default;
            return false;
        }

        value = new FieldValue(output.Written, FieldValue.KindOf(output.Written[0]));
        return true;
    }
}

/// <summary>Any value as it stands in JSON, as a text.</summary>
internal sealed class JsonExpression(ValueExpression of) : ComposedExpression
{
    protected override IEnumerable<ValueExpression> Parts => [of];

    protected override ValueKind Kind => ValueKind.String;

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        bool found = of.TryGet(record, out FieldValue value);
        JsonText.WriteString(value.Json, output);
        return found;
    }
}
