using System.Buffers;
using System.Text;
using System.Text.Unicode;

namespace Connectors.Records;

/// <summary>
/// Proves that a record is one JSON object in valid UTF-8, and finds its top-level fields in the same pass.
/// </summary>
/// <remarks>Belongs to one batch, as its <see cref="FieldNames"/> do; not for several threads.</remarks>
public sealed partial class RecordScanner(FieldNames names)
{
    private const int UsualNameBytes = 256;

    private readonly ByteWriter unescapedName = new(UsualNameBytes);
    private readonly StopMap stops = new();

    /// <summary>Scans one record. After a fault, <paramref name="fields"/> has no meaning.</summary>
    /// <param name="record">One line, with or without white space around the object.</param>
    /// <param name="fields">Filled with those of the record's top-level fields that are wanted.</param>
    public ScanResult Scan(ReadOnlySpan<byte> record, RecordFields fields)
    {
        fields.Clear();
        stops.Build(record);
        var cursor = new JsonCursor(record);
        if (ScanObject(record, ref cursor, fields))
        {
            cursor.SkipWhitespace();
            if (!cursor.AtEnd)
            {
                cursor.Fail(ScanFault.TrailingText);
            }
        }

        if (cursor.Fault == ScanFault.None && stops.HasNonAscii && !Utf8.IsValid(record))
        {
            return new ScanResult(ScanFault.InvalidUtf8, FirstInvalidByte(record));
        }

        return new ScanResult(cursor.Fault, cursor.Position);
    }

    private bool ScanObject(ReadOnlySpan<byte> record, ref JsonCursor cursor, RecordFields fields)
    {
        cursor.SkipWhitespace();
        if (!cursor.Take((byte)'{'))
        {
            return cursor.Fail(IsOtherValue(record, cursor.Position) ? ScanFault.NotAnObject : cursor.Fault);
        }

        cursor.SkipWhitespace();
        if (cursor.Current == '}')
        {
            cursor.Position++;
            return true;
        }

        int nameId = FieldNames.None;
        do
        {
            if (!stops.HasControl)
            {
                TakeUsualFields(record, ref cursor, ref nameId, fields);
            }

            if (!TakeField(record, ref cursor, ref nameId, fields))
            {
                return false;
            }
        }
        while (TakeComma(ref cursor));

        return cursor.Fault == ScanFault.None;
    }

    private bool TakeField(ReadOnlySpan<byte> record, ref JsonCursor cursor, ref int nameId, RecordFields fields)
    {
        int start = cursor.Position;
        if (!TakeName(record, ref cursor, ref nameId))
        {
            return false;
        }

        int valueStart = cursor.Position;
        if (!cursor.SkipValue(out ValueKind kind))
        {
            return false;
        }

        if (names.IsWanted(nameId))
        {
            uint shape = FieldSlice.ShapeOf(kind, FieldSlice.LooksOf(kind, record, valueStart, cursor.Position));
            fields.Add(nameId) = new FieldSlice(start, valueStart, cursor.Position, (short)nameId, shape);
        }

        return true;
    }

    private bool TakeName(ReadOnlySpan<byte> record, ref JsonCursor cursor, ref int nameId)
    {
        int start = cursor.Position;
        ref readonly Guess guess = ref names.Guesses[nameId + 1];
        if (guess.Begins(record[start..]))
        {
            nameId = guess.Id;
            cursor.Position += guess.Length;
            cursor.SkipWhitespace();
            return true;
        }

        if (!cursor.SkipString())
        {
            return false;
        }

        ReadOnlySpan<byte> name = record[(start + 1)..(cursor.Position - 1)];
        int found = names.Intern(cursor.HadEscape ? Unescape(name) : name);

        // A guess skips the checks below it, so only a name that needs none of them may be guessed.
        if (!cursor.HadEscape && Ascii.IsValid(name))
        {
            names.Learn(nameId, found);
        }

        nameId = found;
        cursor.SkipWhitespace();
        if (!cursor.Take((byte)':'))
        {
            return false;
        }

        cursor.SkipWhitespace();
        return true;
    }

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> name)
    {
        unescapedName.Clear();
        JsonText.WriteUnescaped(name, unescapedName);
        return unescapedName.Written;
    }

    // True: another field follows. False: the object has ended, or the cursor has a fault.
    private static bool TakeComma(ref JsonCursor cursor)
    {
        cursor.SkipWhitespace();
        if (cursor.Current == ',')
        {
            cursor.Position++;
            cursor.SkipWhitespace();
            return true;
        }

        cursor.Take((byte)'}');
        return false;
    }

    private static bool IsOtherValue(ReadOnlySpan<byte> record, int position)
    {
        var other = new JsonCursor(record) { Position = position };
        bool isValue = other.SkipValue(out _);
        other.SkipWhitespace();
        return isValue && other.AtEnd;
    }

    private static int FirstInvalidByte(ReadOnlySpan<byte> record)
    {
        int position = 0;
        while (Rune.DecodeFromUtf8(record[position..], out _, out int length) == OperationStatus.Done)
        {
            position += length;
        }

        return position;
    }
}
