namespace Connectors.Records;

/// <summary>
/// CSV rows (RFC 4180): a line end inside quotes belongs to its cell. The form of Logpush's <c>output_type=csv</c> with
/// a header (<c>batch_prefix</c>).
/// </summary>
internal sealed class CsvSplitter : RecordSplitter
{
    internal override Split Next(ReadOnlySpan<byte> text, bool isLast)
    {
        int position = 0;
        int lines = 1;
        bool quoted = false;
        while (true)
        {
            int found = text[position..].IndexOfAny((byte)'"', (byte)'\n');
            if (found < 0)
            {
                return isLast && !text.IsEmpty ? Row(text.Length, text.Length, lines, text) : Split.NeedsMore;
            }

            position += found;
            if (text[position] == '"')
            {
                quoted = !quoted;
            }
            else if (quoted)
            {
                lines++;
            }
            else
            {
                return Row(position, position + 1, lines, text);
            }

            position++;
        }
    }

    private static Split Row(int length, int consumed, int lines, ReadOnlySpan<byte> text)
    {
        int end = length > 0 && text[length - 1] == '\r' ? length - 1 : length;
        return end == 0 ? Split.Separator(consumed, lines) : new Split(SplitKind.Record, end, consumed, lines);
    }
}
