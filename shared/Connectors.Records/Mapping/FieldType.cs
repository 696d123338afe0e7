using System.Buffers.Text;

namespace Connectors.Records;

/// <summary>
/// What a value must be in the common vocabulary. A destination with typed fields refuses a whole record for one value
/// of another type, so a value that cannot be written as its type is not written in its place.
/// </summary>
internal sealed class FieldType
{
    private const string ListStart = "array[";

    // In the order of Element.
    private static readonly string[] Elements = ["string", "int", "float", "bool", "ip", "time", "object", "port"];

    private readonly Element element;

    private FieldType(Element element, bool isList)
    {
        this.element = element;
        IsList = isList;
        PlainLooks = (byte)(isList ? 0 : element switch
        {
            Element.Text or Element.Address or Element.Time => TextLooks,
            Element.Whole or Element.Port => FieldSlice.ShortWhole,
            Element.Truth => (1 << (int)ValueKind.True) | (1 << (int)ValueKind.False),
            Element.Object => 1 << (int)ValueKind.Object,
            _ => 1 << (int)ValueKind.Number,
        });
        Form = element switch
        {
            Element.Fraction => PlainForm.Fraction,
            Element.Port => PlainForm.Port,
            Element.Address => PlainForm.Address,
            Element.Time => PlainForm.Time,
            _ => PlainForm.Any,
        };
    }

    private enum Element
    {
        Text,
        Whole,
        Fraction,
        Truth,
        Address,
        Time,
        Object,
        Port,
    }

    /// <summary>The names of all types: <c>int</c>, <c>array[int]</c> and so on.</summary>
    internal static IReadOnlyList<string> Names { get; } = [.. Elements, .. Elements.Select(element =>
        $"{ListStart}{element}]")];

    /// <summary>Whether the value is an array, also where the record has one value only.</summary>
    internal bool IsList { get; }

    /// <summary>
    /// Which <see cref="FieldSlice.Looks"/> a value may have that is of this type as it stands in the record, if it has
    /// <see cref="Form"/> too.
    /// </summary>
    internal byte PlainLooks { get; }

    /// <summary>What such a value must look like.</summary>
    internal PlainForm Form { get; }

    /// <summary>The same for a place that takes texts.</summary>
    internal static byte TextLooks => 1 << (int)ValueKind.String;

    /// <summary>The same for a place that takes every type.</summary>
    internal static byte AllPlainLooks => byte.MaxValue & ~(1 << (int)ValueKind.Null);

    /// <summary>The type of one element, if it is one of arrays.</summary>
    internal FieldType Single => new(element, isList: false);

    /// <summary>The type with one of <see cref="Names"/>.</summary>
    internal static FieldType Of(string name)
    {
        bool isList = name.StartsWith(ListStart, StringComparison.Ordinal);
        return new FieldType((Element)Elements.IndexOf(ElementOf(name)), isList);
    }

    /// <summary>The name of the type of one element of an array; the name itself if it is not one of arrays.</summary>
    internal static string ElementOf(string name) =>
        name.StartsWith(ListStart, StringComparison.Ordinal) ? name[ListStart.Length..^1] : name;

    /// <summary>
    /// Whether the value is what Logpush writes for "no time": 0, or the first second of the year 1; or for "no port":
    /// 0.
    /// </summary>
    internal bool IsNothing(FieldValue value) => element switch
    {
        Element.Time => value.Text.SequenceEqual("0"u8) || value.Text.StartsWith("0001-01-01"u8),
        Element.Port => TryGetWhole(value, out long port) && port == 0,
        _ => false,
    };

    /// <summary>Writes the value as this type.</summary>
    /// <param name="value">Any value that is not empty.</param>
    /// <param name="omitsMisfits">Whether elements of an array that are of another type are left out, or none is
    /// written.</param>
    /// <param name="output">Where it goes; after false, what was written there has no meaning.</param>
    /// <returns>Whether it can be one.</returns>
    internal bool TryWrite(FieldValue value, bool omitsMisfits, ByteWriter output)
    {
        if (!IsList)
        {
            return TryWriteElement(value, output);
        }

        if (value.Kind == ValueKind.Array && IsPlainList(value.Json))
        {
            output.Write(value.Json);
            return true;
        }

        output.Write((byte)'[');
        int first = output.Length;
        bool isWhole = value.Kind == ValueKind.Array
            ? TryWriteElements(value, omitsMisfits, output)
            : TryWriteElement(value, output);
        output.Write((byte)']');
        return isWhole && output.Length > first + 1;
    }

    // Whether a list is known at a glance to be of this type: all in quotes, nothing escaped, empty or spaced.
    private bool IsPlainList(ReadOnlySpan<byte> array)
    {
        if (element != Element.Text || array.Contains((byte)'\\') || array.IndexOf("\"\""u8) >= 0)
        {
            return false;
        }

        for (int start = 1; array[start] == '"';)
        {
            int end = start + 1 + array[(start + 1)..].IndexOf((byte)'"');
            if (array[end + 1] == ']')
            {
                return end + 2 == array.Length;
            }

            start = end + 2;
            if (array[end + 1] != ',')
            {
                return false;
            }
        }

        return false;
    }

    private bool TryWriteElements(FieldValue array, bool omitsMisfits, ByteWriter output)
    {
        int first = output.Length;
        var elements = new JsonMembers(array.Json, 0);
        while (elements.MoveNext())
        {
            var value = new FieldValue(array.Json[elements.Value], elements.Kind);
            if (value.IsEmpty)
            {
                continue;
            }

            int before = output.Length;
            if (before > first)
            {
                output.Write((byte)',');
            }

            if (TryWriteElement(value, output))
            {
                continue;
            }

            if (!omitsMisfits)
            {
                return false;
            }

            output.Truncate(before);
        }

        return true;
    }

    private bool TryWriteElement(FieldValue value, ByteWriter output) => element switch
    {
        Element.Text => TryWriteText(value, output),
        Element.Whole => TryWriteWhole(value, long.MinValue, long.MaxValue, output),
        Element.Fraction => TryWriteFraction(value, output),
        Element.Truth => TryWriteTruth(value, output),
        Element.Address => TryWriteAddress(value, output),
        Element.Time => TryWriteTime(value, output),
        Element.Port => TryWriteWhole(value, 1, ushort.MaxValue, output),
        _ => TryWriteObject(value, output),
    };

    private static bool TryWriteText(FieldValue value, ByteWriter output)
    {
        if (value.Kind == ValueKind.String)
        {
            output.Write(value.Json);
            return true;
        }

        output.Write((byte)'"');
        output.Write(value.Json);
        output.Write((byte)'"');
        return value.Kind is not (ValueKind.Object or ValueKind.Array);
    }

    private static bool TryWriteWhole(FieldValue value, long least, long most, ByteWriter output)
    {
        bool isWhole = TryGetWhole(value, out long number) && number >= least && number <= most;
        output.WriteNumber(number);
        return isWhole;
    }

    // What does not fit into 64 bits is no whole number to any destination.
    private static bool TryGetWhole(FieldValue value, out long number)
    {
        number = 0;
        return value.Kind is ValueKind.Number or ValueKind.String
            && Utf8Parser.TryParse(value.Text, out number, out int used) && used == value.Text.Length;
    }

    private static bool TryWriteFraction(FieldValue value, ByteWriter output)
    {
        output.Write(value.Text);
        return (value.Kind == ValueKind.Number && IsShortFraction(value.Json)) || IsFraction(value.Text);
    }

    // Of a number that is one in JSON already, without a look at its digits: so short and without an exponent it is
    // finite.
    private static bool IsShortFraction(ReadOnlySpan<byte> number)
    {
        const int digitsThatFit = 32;
        return number.Length <= digitsThatFit && !number.ContainsAny((byte)'e', (byte)'E');
    }

    private static bool IsFraction(ReadOnlySpan<byte> text)
    {
        var cursor = new JsonCursor(text);
        return cursor.SkipValue(out ValueKind kind) && cursor.AtEnd && kind == ValueKind.Number
            && Utf8Parser.TryParse(text, out double number, out _) && double.IsFinite(number);
    }

    private static bool TryWriteTruth(FieldValue value, ByteWriter output)
    {
        output.Write(value.Text);
        return value.Text.SequenceEqual("true"u8) || value.Text.SequenceEqual("false"u8);
    }

    private static bool TryWriteAddress(FieldValue value, ByteWriter output)
    {
        if (AddressText.IsMapped(value) && AddressText.IsAddress(value.Text))
        {
            AddressText.WriteUnmapped(value, output);
            return true;
        }

        output.Write(value.Json);
        return value.Kind == ValueKind.String && AddressText.IsAddress(value.Text);
    }

    private static bool TryWriteTime(FieldValue value, ByteWriter output)
    {
        bool isTime = EventTimeParser.TryParse(value.Text, out EventTime time);
        output.Write((byte)'"');
        time.WriteRfc3339(value.Text, output);
        output.Write((byte)'"');
        return isTime;
    }

    // One flattened field takes objects only: anything else becomes the one member of an object, and keeps its value.
    private static bool TryWriteObject(FieldValue value, ByteWriter output)
    {
        bool isObject = value.Kind == ValueKind.Object;
        output.Write(isObject ? [] : "{\"value\":"u8);
        output.Write(value.Json);
        output.Write(isObject ? [] : "}"u8);
        return true;
    }
}
