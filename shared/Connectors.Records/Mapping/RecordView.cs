using System.Runtime.CompilerServices;

namespace Connectors.Records;

/// <summary>A record and the fields that the scan found in it.</summary>
public readonly ref struct RecordView(ReadOnlySpan<byte> bytes, RecordFields fields)
{
    /// <summary>One JSON object in UTF-8.</summary>
    public ReadOnlySpan<byte> Bytes { get; } = bytes;

    public RecordFields Fields { get; } = fields;
}

/// <summary>A JSON value.</summary>
public readonly ref struct FieldValue(ReadOnlySpan<byte> json, ValueKind kind)
{
    private const int GroupKinds = (1 << (int)ValueKind.Object) | (1 << (int)ValueKind.Array);
    private const int BracketedKinds = GroupKinds | (1 << (int)ValueKind.String);
    private const int LastAscii = 0x7f;

    // For each ASCII character the kind of the value that begins with it: "=0 t=2 f=3 n=4 {=5 [=6, and all others 1, as
    // there must be a number. Looked up, as a jump by kind is not to be foreseen.
    private static ReadOnlySpan<byte> Kinds =>
        "1111111111111111"u8 + "1111111111111111"u8 + "1101111111111111"u8 + "1111111111111111"u8
        + "1111111111111111"u8 + "1111111111161111"u8 + "1111113111111141"u8 + "1111211111151111"u8;

    /// <summary>As it stands in JSON, a string with its quotes.</summary>
    public ReadOnlySpan<byte> Json { get; } = json;

    public ValueKind Kind { get; } = kind;

    /// <summary>Without the quotes of a string; escapes stay as they are.</summary>
    public ReadOnlySpan<byte> Text => Kind == ValueKind.String ? Json[1..^1] : Json;

    /// <summary>
    /// Null, an empty text, an empty array, an empty object: what Logpush writes where it has nothing to say.
    /// </summary>
    /// <remarks>
    /// Asked of every field: the kinds of fields that follow each other are not to be foreseen, so a jump by kind would
    /// cost more than all of this.
    /// </remarks>
    public bool IsEmpty
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            int kind = 1 << (int)Kind;
            bool isEmpty = (Json.Length == 2 & (kind & BracketedKinds) != 0) | Kind == ValueKind.Null;
            bool mayBeBlank = (kind & GroupKinds) != 0 && Json[1] <= ' ';
            return isEmpty | (mayBeBlank && IsBlank(Json));
        }
    }

    private static bool IsBlank(ReadOnlySpan<byte> group) => !group[1..^1].ContainsAnyExcept(" \t\r\n"u8);

    /// <summary>The kind of a value, told by its first byte.</summary>
    internal static ValueKind KindOf(byte first) => (ValueKind)(Kinds[first & LastAscii] - '0');
}
