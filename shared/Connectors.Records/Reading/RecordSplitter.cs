namespace Connectors.Records;

/// <summary>What a splitter found at the start of a text.</summary>
internal enum SplitKind
{
    /// <summary>No whole record yet.</summary>
    NeedsMore,

    /// <summary>Nothing but separators up to <see cref="Split.Consumed"/>.</summary>
    Separator,

    Record,
}

/// <summary>What a text begins with.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Length">Bytes of the record.</param>
/// <param name="Consumed">Bytes of the record and what ends it, or of the separator.</param>
/// <param name="Lines">By how much the line number grows.</param>
internal readonly record struct Split(SplitKind Kind, int Length, int Consumed, int Lines)
{
    internal static Split NeedsMore => default;

    internal static Split Separator(int consumed, int lines) => new(SplitKind.Separator, 0, consumed, lines);
}

/// <summary>Finds where records begin and end in one of the forms that a batch may have.</summary>
internal abstract class RecordSplitter
{
    /// <summary>Finds the next record or separator.</summary>
    /// <param name="text">Everything that is unread so far.</param>
    /// <param name="isLast">Whether nothing follows the text.</param>
    internal abstract Split Next(ReadOnlySpan<byte> text, bool isLast);
}

/// <summary>
/// One record a line. Only <c>\n</c> ends a line: U+2028, U+0085 and <c>\r</c> may stand inside a record's strings.
/// </summary>
internal sealed class LineSplitter : RecordSplitter
{
    internal override Split Next(ReadOnlySpan<byte> text, bool isLast)
    {
        int end = text.IndexOf((byte)'\n');
        if (end < 0 && (!isLast || text.IsEmpty))
        {
            return Split.NeedsMore;
        }

        int length = end < 0 ? text.Length : end;
        int consumed = end < 0 ? length : end + 1;
        return text[..length].ContainsAnyExcept(" \t\r"u8)
            ? new Split(SplitKind.Record, length, consumed, Lines: 1)
            : Split.Separator(consumed, lines: 1);
    }
}

/// <summary>
/// JSON values one behind the other, or in an array: with or without commas, white space or line ends between them.
/// What is not JSON is cut at the next line end, so that one bad record costs one line.
/// </summary>
internal sealed class JsonSequenceSplitter : RecordSplitter
{
    private bool insideArray;

    internal override Split Next(ReadOnlySpan<byte> text, bool isLast)
    {
        int separators = text.IndexOfAnyExcept(" \t\r\n,"u8);
        if (separators != 0)
        {
            return text.IsEmpty
                ? Split.NeedsMore
                : Split.Separator(separators < 0 ? text.Length : separators, lines: 0);
        }

        if (text[0] == (insideArray ? (byte)']' : (byte)'['))
        {
            insideArray = !insideArray;
            return Split.Separator(1, lines: 0);
        }

        var cursor = new JsonCursor(text);
        bool isValue = cursor.SkipValue(out ValueKind kind);

        // A number or a literal may go on behind the end of the text.
        bool isScalar = kind is not (ValueKind.Object or ValueKind.Array or ValueKind.String);
        bool mayGoOn = cursor.Fault == ScanFault.Incomplete || (cursor.AtEnd && (isScalar || !isValue));
        if (mayGoOn && !isLast)
        {
            return Split.NeedsMore;
        }

        return isValue ? Found(cursor.Position) : NextLine(text, isLast);
    }

    private static Split NextLine(ReadOnlySpan<byte> text, bool isLast)
    {
        int end = text.IndexOf((byte)'\n');
        return end >= 0 ? Found(end) : isLast ? Found(text.Length) : Split.NeedsMore;
    }

    private static Split Found(int length) => new(SplitKind.Record, length, length, Lines: 1);
}
