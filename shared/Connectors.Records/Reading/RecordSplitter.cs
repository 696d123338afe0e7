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

/// <summary>The next piece of a text. All numbers are bytes from the text's start, except the lines.</summary>
internal readonly record struct Split(SplitKind Kind, int Start, int Length, int Consumed, int Lines)
{
    internal static Split NeedsMore => default;

    internal static Split Separator(int consumed, int lines) => new(SplitKind.Separator, 0, 0, consumed, lines);
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
        if (end < 0 && !isLast)
        {
            return Split.NeedsMore;
        }

        int length = end < 0 ? text.Length : end;
        int consumed = end < 0 ? length : end + 1;
        return text[..length].ContainsAnyExcept(" \t\r"u8)
            ? new Split(SplitKind.Record, 0, length, consumed, Lines: 1)
            : Split.Separator(consumed, lines: 1);
    }
}

/// <summary>
/// JSON values one behind the other, or in an array: with or without commas, white space or line ends between them. What is
/// not JSON is cut at the next line end, so that one bad record costs one line.
/// </summary>
internal sealed class JsonSequenceSplitter : RecordSplitter
{
    private bool insideArray;

    internal override Split Next(ReadOnlySpan<byte> text, bool isLast)
    {
        int start = text.IndexOfAnyExcept(" \t\r\n,"u8);
        if (start < 0)
        {
            return text.IsEmpty ? Split.NeedsMore : Split.Separator(text.Length, lines: 0);
        }

        if (text[start] == (insideArray ? (byte)']' : (byte)'['))
        {
            insideArray = !insideArray;
            return Split.Separator(start + 1, lines: 0);
        }

        var cursor = new JsonCursor(text) { Position = start };
        bool isValue = cursor.SkipValue(out ValueKind kind);

        // A number or a literal may go on behind the end of the text.
        bool mayGoOn = cursor.AtEnd && (kind is not (ValueKind.Object or ValueKind.Array or ValueKind.String) || !isValue);
        if (mayGoOn && !isLast)
        {
            return Split.NeedsMore;
        }

        return isValue ? Found(start, cursor.Position) : NextLine(text, start, isLast);
    }

    private static Split NextLine(ReadOnlySpan<byte> text, int start, bool isLast)
    {
        int end = text[start..].IndexOf((byte)'\n');
        return end >= 0 ? Found(start, start + end) : isLast ? Found(start, text.Length) : Split.NeedsMore;
    }

    private static Split Found(int start, int end) => new(SplitKind.Record, start, end - start, end, Lines: 1);
}
