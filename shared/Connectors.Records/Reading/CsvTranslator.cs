using System.Text;

namespace Connectors.Records;

/// <summary>
/// Turns CSV rows into the JSON objects that they mean. Cells in quotes are strings; bare cells are numbers, true,
/// false or null where they read so, and strings otherwise; an empty bare cell is null.
/// </summary>
internal sealed class CsvTranslator
{
    private const int UsualRowBytes = 16 * 1024;

    private readonly ByteWriter json = new(UsualRowBytes);
    private readonly ByteWriter cell = new(UsualRowBytes);
    private readonly List<byte[]> names = []; // each as it stands in JSON: "Name":

    internal bool HasHeader => names.Count > 0;

    /// <summary>Takes the header. False when it is not one.</summary>
    internal bool TryReadHeader(ReadOnlySpan<byte> row)
    {
        int position = 0;
        do
        {
            if (!TryReadCell(row, ref position, out _))
            {
                names.Clear();
                return false;
            }

            json.Clear();
            JsonText.WriteString(cell.Written, json);
            json.Write((byte)':');
            names.Add(json.Written.ToArray());
        }
        while (position++ < row.Length);

        return true;
    }

    /// <summary>Translates one row. False when its cells are not the header's.</summary>
    /// <param name="row">The row without its line end.</param>
    /// <param name="record">The JSON object; valid until the next call.</param>
    internal bool TryTranslate(ReadOnlySpan<byte> row, out ReadOnlySpan<byte> record)
    {
        json.Clear();
        int position = 0;
        int count = 0;
        do
        {
            if (count == names.Count || !TryReadCell(row, ref position, out bool quoted))
            {
                record = default;
                return false;
            }

            json.Write(count == 0 ? (byte)'{' : (byte)',');
            json.Write(names[count++]);
            WriteCell(quoted);
        }
        while (position++ < row.Length);

        json.Write((byte)'}');
        record = json.Written;
        return count == names.Count;
    }

    // Reads the cell at the position, unquoted, into the cell buffer; leaves on the comma behind it or at the end.
    private bool TryReadCell(ReadOnlySpan<byte> row, ref int position, out bool quoted)
    {
        cell.Clear();
        quoted = position < row.Length && row[position] == '"';
        if (!quoted)
        {
            int length = row[position..].IndexOf((byte)',');
            ReadOnlySpan<byte> bare = length < 0 ? row[position..] : row.Slice(position, length);
            cell.Write(bare);
            position += bare.Length;
            return !bare.Contains((byte)'"');
        }

        position++;
        while (true)
        {
            int quote = row[position..].IndexOf((byte)'"');
            if (quote < 0)
            {
                return false;
            }

            cell.Write(row.Slice(position, quote));
            position += quote + 1;
            if (position == row.Length || row[position] != '"')
            {
                return position == row.Length || row[position] == ',';
            }

            cell.Write((byte)'"'); // two quotes inside quotes are one
            position++;
        }
    }

    private void WriteCell(bool quoted)
    {
        ReadOnlySpan<byte> text = cell.Written;
        if (quoted || !IsLiteral(text))
        {
            JsonText.WriteString(text, json);
        }
        else
        {
            json.Write(text.IsEmpty ? "null"u8 : text);
        }
    }

    private static bool IsLiteral(ReadOnlySpan<byte> text)
    {
        var cursor = new JsonCursor(text);
        return text.IsEmpty
            || (cursor.SkipValue(out ValueKind kind)
                && cursor.AtEnd
                && kind is not (ValueKind.Object or ValueKind.Array));
    }

    /// <summary>Whether a line can be the header of a batch: names only, and one of them known.</summary>
    internal static bool IsHeader(ReadOnlySpan<byte> line, Func<string, bool> isKnownField)
    {
        var translator = new CsvTranslator();
        if (!translator.TryReadHeader(line))
        {
            return false;
        }

        string[] names = [.. translator.names.Select(name => Encoding.UTF8.GetString(name)[1..^2])];
        return names.All(IsName) && names.Any(isKnownField);
    }

    private static bool IsName(string name) =>
        name.Length > 0
        && name.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '.' or '-');
}
