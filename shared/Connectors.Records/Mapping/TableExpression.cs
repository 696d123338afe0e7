using System.Buffers.Binary;

namespace Connectors.Records;

/// <summary>
/// A table from text to value. A row whose text ends with <c>*</c> is for all texts that begin so.
/// </summary>
internal sealed class TableExpression(
    ValueExpression of, IEnumerable<(byte[] Text, byte[] Json)> rows, byte[]? otherwise)
    : ValueExpression
{
    private readonly Row[] rows = [.. rows.Select(row => new Row(row.Text, row.Json))];

    private readonly ConstantExpression otherwise = new(otherwise);

    internal override int NeededId => otherwise.Json is null ? of.NeededId : FieldNames.None;

    protected override IEnumerable<ValueExpression> Parts => [of];

    internal override bool TryGet(RecordView record, out FieldValue value)
    {
        if (of.TryGet(record, out FieldValue found) && found.Kind is not (ValueKind.Object or ValueKind.Array))
        {
            ulong first = FirstBytes(found.Text);
            foreach (Row row in rows)
            {
                if (row.IsFor(found.Text, first))
                {
                    value = new FieldValue(row.Json, row.Kind);
                    return true;
                }
            }
        }

        return otherwise.TryGet(record, out value);
    }

    // Up to eight bytes as one number: most rows are told apart by that.
    private static ulong FirstBytes(ReadOnlySpan<byte> text)
    {
        if (text.Length >= sizeof(ulong))
        {
            return BinaryPrimitives.ReadUInt64LittleEndian(text);
        }

        ulong first = 0;
        for (int place = text.Length - 1; place >= 0; place--)
        {
            first = (first << 8) | text[place];
        }

        return first;
    }

    private sealed class Row
    {
        private readonly byte[] text;
        private readonly bool isStart;
        private readonly ulong first;
        private readonly ulong mask;

        internal Row(byte[] pattern, byte[] json)
        {
            isStart = pattern is [.., (byte)'*'];
            text = pattern.AsSpan().TrimEnd((byte)'*').ToArray();
            first = FirstBytes(text);
            mask = text.Length >= sizeof(ulong) ? ulong.MaxValue : (1UL << (8 * text.Length)) - 1;
            Json = json;
            Kind = FieldValue.KindOf(json[0]);
        }

        internal byte[] Json { get; }

        internal ValueKind Kind { get; }

        internal bool IsFor(ReadOnlySpan<byte> found, ulong firstOfFound) =>
            (firstOfFound & mask) == first && (isStart || found.Length == text.Length)
            && (text.Length <= sizeof(ulong) || found.StartsWith(text));
    }
}
