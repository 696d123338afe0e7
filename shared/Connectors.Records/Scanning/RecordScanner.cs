using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Connectors.Records;

/// <summary>Proves that a record is one JSON object in valid UTF-8, and finds its top-level fields in the same pass.</summary>
/// <remarks>Belongs to one batch, as its <see cref="FieldNames"/> do; not for several threads.</remarks>
public sealed class RecordScanner(FieldNames names)
{
    private const int UsualNameBytes = 256;

    private readonly ByteWriter unescapedName = new(UsualNameBytes);
    private readonly QuoteIndex quotes = new();

    /// <summary>Scans one record. After a fault, <paramref name="fields"/> has no meaning.</summary>
    /// <param name="record">One line, with or without white space around the object.</param>
    /// <param name="fields">Filled with the record's top-level fields.</param>
    public ScanResult Scan(ReadOnlySpan<byte> record, RecordFields fields)
    {
        fields.Clear();
        quotes.Build(record);
        var cursor = new JsonCursor(record);
        if (ScanObject(record, ref cursor, fields))
        {
            cursor.SkipWhitespace();
            if (!cursor.AtEnd)
            {
                cursor.Fail(ScanFault.TrailingText);
            }
        }

        if (cursor.Fault == ScanFault.None && quotes.HasNonAscii && !Utf8.IsValid(record))
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

        var place = new Place(FieldNames.None, Quote: 0);
        do
        {
            if (!quotes.HasControl)
            {
                TakeUsualFields(record, ref cursor, ref place, fields);
            }

            if (!TakeField(record, ref cursor, ref place, fields))
            {
                return false;
            }
        }
        while (TakeComma(ref cursor));

        return cursor.Fault == ScanFault.None;
    }

    // Takes fields while each has the name that followed last time, a usual value and a comma behind it. The quotes are
    // known, so no value has to be searched for its end.
    private void TakeUsualFields(ReadOnlySpan<byte> record, ref JsonCursor cursor, ref Place place, RecordFields fields)
    {
        ref byte text = ref MemoryMarshal.GetReference(record);
        ReadOnlySpan<Guess> guesses = names.Guesses;
        int lastStart = record.Length - Guess.MaxBytes - UsualScalar.Window;
        int start = cursor.Position;
        int last = place.NameId;
        int quote = start <= lastStart ? quotes.NumberFrom(start, place.Quote) : place.Quote;
        while (start <= lastStart)
        {
            ref readonly Guess guess = ref guesses[last + 1];
            if (!guess.StandsAt(ref Unsafe.Add(ref text, start)))
            {
                break;
            }

            int valueStart = start + guess.Length;
            int nextQuote = quotes[quote + 2]; // behind the two of the name
            bool isString = nextQuote == valueStart;
            int valueEnd = isString ? quotes[quote + 3] + 1 : nextQuote - 1;
            var kind = ValueKind.String;
            if ((uint)valueEnd >= (uint)record.Length || Unsafe.Add(ref text, valueEnd) != ','
                || (isString && quotes.HasBackslash && record[valueStart..valueEnd].Contains((byte)'\\'))
                || (!isString && !UsualScalar.Is(ref Unsafe.Add(ref text, valueStart), valueEnd - valueStart, out kind)))
            {
                break;
            }

            last = guess.Id;
            fields.Add(new FieldSlice(start, valueStart, valueEnd, (short)last, kind));
            start = valueEnd + 1;
            quote += isString ? 4 : 2;
        }

        place = new Place(last, quote);
        cursor.Position = start;
        cursor.SkipWhitespace();
    }

    private bool TakeField(ReadOnlySpan<byte> record, ref JsonCursor cursor, ref Place place, RecordFields fields)
    {
        int start = cursor.Position;
        int nameId = place.NameId;
        if (!TakeName(record, ref cursor, ref nameId))
        {
            return false;
        }

        place = place with { NameId = nameId };

        int valueStart = cursor.Position;
        if (!cursor.SkipValue(out ValueKind kind))
        {
            return false;
        }

        fields.Add(new FieldSlice(start, valueStart, cursor.Position, (short)nameId, kind));
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

    // How far the walk is: the last name, and a quote that is not behind the next one.
    private readonly record struct Place(int NameId, int Quote);
}
