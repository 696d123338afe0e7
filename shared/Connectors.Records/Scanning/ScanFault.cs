namespace Connectors.Records;

/// <summary>Why a text is not one JSON object.</summary>
public enum ScanFault
{
    None,

    /// <summary>The text ends before the object does.</summary>
    Incomplete,

    /// <summary>A byte that JSON does not allow at its place.</summary>
    UnexpectedByte,

    /// <summary>An unescaped control character inside a string.</summary>
    ControlCharacter,

    /// <summary>A backslash with something behind it that JSON does not know.</summary>
    BadEscape,

    /// <summary>A number that JSON does not allow: <c>01</c>, <c>1.</c>, <c>+1</c>.</summary>
    BadNumber,

    /// <summary>More than <see cref="JsonCursor.MaxDepth"/> values inside each other.</summary>
    TooDeep,

    /// <summary>JSON, but not an object.</summary>
    NotAnObject,

    /// <summary>An object with more text behind it.</summary>
    TrailingText,

    /// <summary>Bytes that are not UTF-8.</summary>
    InvalidUtf8,
}

/// <summary>What a scan found: no fault, or the first one and the byte where it stands.</summary>
public readonly record struct ScanResult(ScanFault Fault, int Position)
{
    public bool IsWhole => Fault == ScanFault.None;
}
