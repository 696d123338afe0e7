using System.Runtime.CompilerServices;

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
public readonly record struct FieldSlice
{
    /// <summary>The bit of <see cref="Looks"/> for a whole number without a sign that fits into 64 bits.</summary>
    internal const byte ShortWhole = 1 << 7;

    /// <summary>The only bit of <see cref="Looks"/> for a value that is plainly empty: null, "", [] and {}.</summary>
    internal const byte Nothing = 1 << (int)ValueKind.Null;

    private const int BracketedKinds =
        (1 << (int)ValueKind.String) | (1 << (int)ValueKind.Object) | (1 << (int)ValueKind.Array);

    private const int EmptyBytes = 2; // brackets or quotes with nothing inside

    /// <summary>The most digits that fit into 64 bits, whatever they are.</summary>
    internal const int MostDigits = 18;

    private const int BitsOfLooks = 8;

    /// <param name="nameStart">See <see cref="NameStart"/>.</param>
    /// <param name="valueStart">See <see cref="ValueStart"/>.</param>
    /// <param name="valueEnd">See <see cref="ValueEnd"/>.</param>
    /// <param name="nameId">See <see cref="NameId"/>.</param>
    /// <param name="shape">The value's <see cref="ShapeOf"/>.</param>
    internal FieldSlice(int nameStart, int valueStart, int valueEnd, short nameId, uint shape)
    {
        NameStart = nameStart;
        ValueStart = valueStart;
        ValueEnd = valueEnd;
        NameId = nameId;
        this.shape = (ushort)shape;
    }

    /// <summary>First byte of the name's opening quote.</summary>
    public int NameStart { get; }

    /// <summary>First byte of the value; a string's is its opening quote.</summary>
    public int ValueStart { get; }

    /// <summary>The first byte behind the value.</summary>
    public int ValueEnd { get; }

    /// <summary>The name's number in <see cref="FieldNames"/>, or <see cref="FieldNames.None"/>.</summary>
    public short NameId { get; }

    // Behind the others, where it fills the sixteen bytes.
    private readonly ushort shape;

    /// <summary>The kind of the value.</summary>
    public ValueKind Kind => (ValueKind)(shape >> BitsOfLooks);

    /// <summary>
    /// What the scan saw of the value: the bit of its kind, or <see cref="Nothing"/>, and <see cref="ShortWhole"/>. No
    /// bit for an array or object that may be blank inside, or where more than a colon stands between name and value.
    /// </summary>
    internal byte Looks => (byte)shape;

    /// <summary>The shape of a whole number without a sign of no more than <see cref="MostDigits"/>.</summary>
    internal static uint ShapeOfWhole => ShapeOf(ValueKind.Number, LooksOfWhole(length: 1));

    /// <summary>The shape of <c>[]</c>.</summary>
    internal static uint ShapeOfEmptyArray => ShapeOf(ValueKind.Array, Nothing);

    /// <summary>The shape of a string, found without a jump: whether it is empty is not to be foreseen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static uint ShapeOfText(nint length)
    {
        const uint text = 1 << (int)ValueKind.String; // and the kind itself is 0
        return text + ((length == EmptyBytes ? 1u : 0u) * (Nothing - text));
    }

    /// <summary>A value's kind and looks in one number.</summary>
    internal static uint ShapeOf(ValueKind kind, byte looks) => ((uint)kind << BitsOfLooks) | looks;

    /// <summary>The <see cref="Looks"/> of a value that is no whole number and has nothing blank in it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static byte LooksOf(ValueKind kind, nint length)
    {
        // No short cut: whether a value is empty is not to be foreseen.
        int bit = 1 << (int)kind;
        int isEmpty = (length == EmptyBytes ? 1 : 0) & ((bit & BracketedKinds) != 0 ? 1 : 0);
        return (byte)((bit & (isEmpty - 1)) | (Nothing & -isEmpty));
    }

    /// <summary>The <see cref="Looks"/> of any value.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="record">The record.</param>
    /// <param name="start">Where the value starts.</param>
    /// <param name="end">The first byte behind it.</param>
    internal static byte LooksOf(ValueKind kind, ReadOnlySpan<byte> record, int start, int end)
    {
        ReadOnlySpan<byte> json = record[start..end];
        return kind switch
        {
            _ when !record[..start].EndsWith("\":"u8) => 0,
            ValueKind.Number when !json.ContainsAnyExceptInRange((byte)'0', (byte)'9') => LooksOfWhole(json.Length),
            ValueKind.Object or ValueKind.Array when json[1] <= ' ' => 0,
            _ => LooksOf(kind, json.Length),
        };
    }

    /// <summary>The value as it stands in the record, quotes included.</summary>
    public ReadOnlySpan<byte> Value(ReadOnlySpan<byte> record) => record[ValueStart..ValueEnd];

    /// <summary>
    /// Whether the value is seen to be empty without looking at the record: one with a blank in it is not, nor one that
    /// stands apart from its name.
    /// </summary>
    internal bool IsPlainlyEmpty => Looks == Nothing;

    /// <summary>The value without the quotes of a string; escapes stay as they are.</summary>
    public ReadOnlySpan<byte> Text(ReadOnlySpan<byte> record) => Kind == ValueKind.String
        ? record[(ValueStart + 1)..(ValueEnd - 1)]
        : record[ValueStart..ValueEnd];

    private static byte LooksOfWhole(int length) =>
        (byte)((1 << (int)ValueKind.Number) | (length <= MostDigits ? ShortWhole : 0));
}
