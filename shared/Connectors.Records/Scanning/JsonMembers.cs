namespace Connectors.Records;

/// <summary>
/// Goes through the members of an object or the elements of an array in JSON that a scan has accepted.
/// </summary>
internal ref struct JsonMembers
{
    private readonly byte closing;
    private JsonCursor cursor;

    /// <param name="json">The text.</param>
    /// <param name="start">The first byte of the object or array.</param>
    internal JsonMembers(ReadOnlySpan<byte> json, int start)
    {
        closing = json[start] == '{' ? (byte)'}' : (byte)']';
        cursor = new JsonCursor(json) { Position = start + 1 };
    }

    /// <summary>The name as it stands in the text, with its quotes; empty for the elements of an array.</summary>
    internal Range Name { get; private set; }

    internal bool NameHasEscape { get; private set; }

    internal Range Value { get; private set; }

    internal ValueKind Kind { get; private set; }

    /// <summary>Moves to the next member. False behind the last one.</summary>
    internal bool MoveNext()
    {
        SkipSeparators();
        if (cursor.Current == closing || cursor.AtEnd)
        {
            return false;
        }

        if (closing == '}')
        {
            int nameStart = cursor.Position;
            cursor.SkipString();
            Name = nameStart..cursor.Position;
            NameHasEscape = cursor.HadEscape;
            cursor.SkipWhitespace();
            cursor.Take((byte)':');
            cursor.SkipWhitespace();
        }

        int start = cursor.Position;
        bool isValue = cursor.SkipValue(out ValueKind kind);
        Value = start..cursor.Position;
        Kind = kind;
        return isValue;
    }

    private void SkipSeparators()
    {
        cursor.SkipWhitespace();
        if (cursor.Current == ',')
        {
            cursor.Position++;
            cursor.SkipWhitespace();
        }
    }
}
