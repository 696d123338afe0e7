namespace Connectors.Records;

/// <summary>The forms that a batch may have.</summary>
public enum RecordFormat
{
    /// <summary>One record a line; also the form of what is none of the others.</summary>
    Lines,

    /// <summary>
    /// A JSON array of records, or records without a line end between them, or over several lines each.
    /// </summary>
    JsonSequence,

    /// <summary>A header and rows.</summary>
    Csv,
}

/// <summary>Tells the form of a batch from its first bytes.</summary>
internal static class RecordFormatDetector
{
    /// <param name="head">The batch from its first byte on, or all that fits into one buffer.</param>
    /// <param name="isKnownField">Whether some dataset has a field of this name.</param>
    internal static RecordFormat Detect(ReadOnlySpan<byte> head, Func<string, bool> isKnownField)
    {
        int start = head.IndexOfAnyExcept(" \t\r\n"u8);
        if (start < 0)
        {
            return RecordFormat.Lines;
        }

        return head[start] switch
        {
            (byte)'[' => RecordFormat.JsonSequence,
            (byte)'{' => DetectObjects(head[start..]),
            _ => DetectCsv(head[start..], isKnownField),
        };
    }

    // One whole object on one line: lines. More than that on it, or less: a sequence. Not an object: a bad first line.
    private static RecordFormat DetectObjects(ReadOnlySpan<byte> head)
    {
        var cursor = new JsonCursor(head);
        if (!cursor.SkipValue(out _))
        {
            return RecordFormat.Lines;
        }

        bool isOneLine = !head[..cursor.Position].Contains((byte)'\n');
        int next = head[cursor.Position..].IndexOfAnyExcept(" \t\r"u8);
        byte following = next < 0 ? (byte)'\n' : head[cursor.Position + next];
        bool isSequence = !isOneLine || following is (byte)'{' or (byte)',';
        return isSequence ? RecordFormat.JsonSequence : RecordFormat.Lines;
    }

    private static RecordFormat DetectCsv(ReadOnlySpan<byte> head, Func<string, bool> isKnownField)
    {
        int end = head.IndexOf((byte)'\n');
        ReadOnlySpan<byte> line = (end < 0 ? head : head[..end]).TrimEnd((byte)'\r');
        return CsvTranslator.IsHeader(line, isKnownField) ? RecordFormat.Csv : RecordFormat.Lines;
    }
}
