namespace Connectors.Records;

/// <summary>The kinds of a JSON value.</summary>
public enum ValueKind : byte
{
    String,
    Number,
    True,
    False,
    Null,
    Object,
    Array,
}

/// <summary>
/// One top-level field of a record: where its value lies, and what kind it is. Offsets and lengths in bytes. 16 bytes
/// large.
/// </summary>
/// <param name="NameStart">First byte of the name's opening quote.</param>
/// <param name="ValueStart">First byte of the value; a string's is its opening quote.</param>
/// <param name="ValueEnd">The first byte behind the value.</param>
/// <param name="NameId">The name's number in <see cref="FieldNames"/>, or <see cref="FieldNames.None"/>.</param>
/// <param name="Kind">The kind of the value.</param>
public readonly record struct FieldSlice(int NameStart, int ValueStart, int ValueEnd, short NameId, ValueKind Kind)
{
    private const int BracketedKinds =
        (1 << (int)ValueKind.String) | (1 << (int)ValueKind.Object) | (1 << (int)ValueKind.Array);

    /// <summary>The value as it stands in the record, quotes included.</summary>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> record) => record[ValueStart..ValueEnd];

    /// <summary>
    /// Whether the value is seen to be empty without looking at the record: one with a blank in it is not.
    /// </summary>
    internal bool IsPlainlyEmpty =>
        (ValueEnd - ValueStart == 2 & (BracketedKinds & (1 << (int)Kind)) != 0) | Kind == ValueKind.Null;

    /// <summary>The value without the quotes of a string; escapes stay as they are.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> record) => Kind == ValueKind.String
        ? record[(ValueStart + 1)..(ValueEnd - 1)]
        : record[ValueStart..ValueEnd];
}
