using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace Connectors.Records;

/// <summary>The two ways between a text and its form inside JSON quotes.</summary>
public static class JsonText
{
    internal static readonly SearchValues<byte> HexDigits = SearchValues.Create("0123456789abcdefABCDEF"u8);

    private static readonly SearchValues<byte> MustBeEscaped = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(control => (byte)control), (byte)'"', (byte)'\\']);

    /// <summary>Writes UTF-8 text as it must stand inside quotes; the quotes are the caller's.</summary>
    public static void WriteEscaped(ReadOnlySpan<byte> text, ByteWriter output)
    {
        while (true)
        {
            text = text[JsonEscapes.Write(text, output)..];
            int next = text.IndexOfAny(MustBeEscaped);
            if (next < 0)
            {
                output.Write(text);
                return;
            }

            output.Write(text[..next]);
            WriteEscape(text[next], output);
            text = text[(next + 1)..];
        }
    }

    /// <summary>Writes UTF-8 text as a JSON string, quotes included.</summary>
    public static void WriteString(ReadOnlySpan<byte> text, ByteWriter output)
    {
        output.Write((byte)'"');
        WriteEscaped(text, output);
        output.Write((byte)'"');
    }

    /// <summary>Writes <c>"name":"value"</c>.</summary>
    public static void WriteMember(string name, string value, ByteWriter output)
    {
        WriteString(Encoding.UTF8.GetBytes(name), output);
        output.Write((byte)':');
        WriteString(Encoding.UTF8.GetBytes(value), output);
    }

    /// <summary>Writes the comma between two members; none behind the brace.</summary>
    public static void Separate(ByteWriter output)
    {
        if (output.Written[^1] != '{')
        {
            output.Write((byte)',');
        }
    }

    /// <summary>Writes what stands between an object's braces, into an object that is open.</summary>
    /// <returns>Whether there was something, and all of it was written: no white space stood around it.</returns>
    public static bool WriteMembers(ReadOnlySpan<byte> json, ByteWriter output)
    {
        ReadOnlySpan<byte> members = json.Trim(" \t\r\n"u8)[1..^1].Trim(" \t\r\n"u8);
        if (!members.IsEmpty)
        {
            Separate(output);
            output.Write(members);
        }

        return !members.IsEmpty && members.Length == json.Length - "{}".Length;
    }

    /// <summary>Writes what the string means that the JSON begins with.</summary>
    public static void WriteUnescapedString(ReadOnlySpan<byte> json, ByteWriter output)
    {
        var cursor = new JsonCursor(json);
        cursor.SkipString();
        WriteUnescaped(json[1..(cursor.Position - 1)], output);
    }

    /// <summary>How much of an escaped text can stand alone: no code point and no escape is cut in two.</summary>
    /// <param name="escaped">The inside of a JSON string that a scan has accepted.</param>
    /// <param name="most">Bytes at most.</param>
    internal static int LengthWithin(ReadOnlySpan<byte> escaped, int most)
    {
        if (escaped.Length <= most)
        {
            return escaped.Length;
        }

        int end = Math.Max(most, 0);
        while (end > 0 && (escaped[end] & 0xC0) == 0x80)
        {
            end--;
        }

        int at = 0;
        for (int next = escaped[at..end].IndexOf((byte)'\\'); next >= 0; next = escaped[at..end].IndexOf((byte)'\\'))
        {
            at += next;
            int length = EscapeLength(escaped[at..]);
            if (at + length > end)
            {
                return at;
            }

            at += length;
        }

        return end;
    }

    /// <summary>
    /// Writes what an escaped text means. Half a surrogate pair, which UTF-8 cannot say, becomes U+FFFD.
    /// </summary>
    /// <param name="escaped">The inside of a JSON string that a scan has accepted.</param>
    public static void WriteUnescaped(ReadOnlySpan<byte> escaped, ByteWriter output)
    {
        for (int next = escaped.IndexOf((byte)'\\'); next >= 0; next = escaped.IndexOf((byte)'\\'))
        {
            output.Write(escaped[..next]);
            escaped = escaped[next..];
            escaped = escaped[WriteMeaning(escaped, output)..];
        }

        output.Write(escaped);
    }

    private static void WriteEscape(byte value, ByteWriter output)
    {
        switch (value)
        {
            case (byte)'"': output.Write("\\\""u8); break;
            case (byte)'\\': output.Write("\\\\"u8); break;
            case (byte)'\n': output.Write("\\n"u8); break;
            case (byte)'\r': output.Write("\\r"u8); break;
            case (byte)'\t': output.Write("\\t"u8); break;
            default:
                output.Write("\\u00"u8);
                Utf8Formatter.TryFormat(value, output.GetSpan(2), out int written, new StandardFormat('x', 2));
                output.Advance(written);
                break;
        }
    }

    // Returns the number of bytes of the escape at the start of the text.
    private static int WriteMeaning(ReadOnlySpan<byte> escaped, ByteWriter output)
    {
        if (escaped[1] == 'u')
        {
            return WriteCodePoint(escaped, output);
        }

        output.Write(escaped[1] switch
        {
            (byte)'b' => (byte)'\b',
            (byte)'f' => (byte)'\f',
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            byte itself => itself,
        });
        return 2;
    }

    private static int WriteCodePoint(ReadOnlySpan<byte> escaped, ByteWriter output)
    {
        const int escapeLength = 6;
        char first = CodeUnit(escaped);
        int used = escapeLength;
        if (!Rune.TryCreate(first, out Rune rune))
        {
            bool pair = escaped.Length >= 2 * escapeLength && escaped[escapeLength..].StartsWith("\\u"u8);
            rune = pair && Rune.TryCreate(first, CodeUnit(escaped[escapeLength..]), out Rune both)
                ? both
                : Rune.ReplacementChar;
            used = rune == Rune.ReplacementChar ? escapeLength : 2 * escapeLength;
        }

        output.Advance(rune.EncodeToUtf8(output.GetSpan(4)));
        return used;
    }

    // Both halves of a surrogate pair count as one escape.
    private static int EscapeLength(ReadOnlySpan<byte> escaped)
    {
        const int escapeLength = 6;
        if (escaped[1] != 'u')
        {
            return 2;
        }

        bool isPair = char.IsHighSurrogate(CodeUnit(escaped)) && escaped[escapeLength..].StartsWith("\\u"u8);
        return isPair ? 2 * escapeLength : escapeLength;
    }

    private static char CodeUnit(ReadOnlySpan<byte> escape)
    {
        bool parsed = Utf8Parser.TryParse(escape.Slice(2, 4), out ushort unit, out _, 'x');
        return parsed ? (char)unit : '\ufffd';
    }
}
