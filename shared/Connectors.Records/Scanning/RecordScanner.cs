using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using System.Text.Unicode;

namespace Connectors.Records;

/// <summary>
/// Proves that a record is one JSON object in valid UTF-8, and finds its top-level fields in the same pass.
/// </summary>
/// <remarks>Belongs to one batch, as its <see cref="FieldNames"/> do; not for several threads.</remarks>
public sealed class RecordScanner(FieldNames names)
{
    private const int UsualNameBytes = 256;

    private readonly ByteWriter unescapedName = new(UsualNameBytes);
    private readonly QuoteMap quotes = new();

    /// <summary>Scans one record. After a fault, <paramref name="fields"/> has no meaning.</summary>
    /// <param name="record">One line, with or without white space around the object.</param>
    /// <param name="fields">Filled with those of the record's top-level fields that are wanted.</param>
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

        int nameId = FieldNames.None;
        do
        {
            if (!quotes.HasControl)
            {
                if (names.WantsAll)
                {
                    TakeUsualFields<AllFields>(record, ref cursor, ref nameId, fields);
                }
                else
                {
                    TakeUsualFields<WantedFields>(record, ref cursor, ref nameId, fields);
                }
            }

            if (!TakeField(record, ref cursor, ref nameId, fields))
            {
                return false;
            }
        }
        while (TakeComma(ref cursor));

        return cursor.Fault == ScanFault.None;
    }

    // Takes fields while each has the name that followed last time, a usual value and a comma behind it. What is rare
    // is called, so that the rest stays in registers.
    private void TakeUsualFields<TWish>(
        ReadOnlySpan<byte> record, ref JsonCursor cursor, ref int nameId, RecordFields fields)
        where TWish : struct, IWish
    {
        ref byte text = ref MemoryMarshal.GetReference(record);
        ref Guess guesses = ref MemoryMarshal.GetReference(names.Guesses);
        ref byte map = ref quotes.First;
        bool mayBeEscaped = quotes.HasBackslash;
        nint lastStart = record.Length - Guess.Window - UsualScalar.Window;
        nint start = cursor.Position;
        nint last = nameId;
        while (start <= lastStart)
        {
            ref Guess guess = ref Unsafe.Add(ref guesses, last + 1);
            if (!guess.StandsAt(ref Unsafe.Add(ref text, start)))
            {
                break;
            }

            nint valueStart = start + guess.Length;
            ref byte value = ref Unsafe.Add(ref text, valueStart);
            nint valueEnd;
            ValueKind kind;
            byte looks; // found out at once where all fields are wanted, else only for those that are
            if (value == '"')
            {
                kind = ValueKind.String;
                valueEnd = QuoteMap.Next(ref map, valueStart + 1, record.Length) + 1;
                looks = TWish.IsForAll ? FieldSlice.LooksOfText(valueEnd - valueStart) : (byte)0;
                if (valueEnd >= record.Length || Unsafe.Add(ref text, valueEnd) != ','
                    || (mayBeEscaped && HoldsBackslash(record, (int)valueStart, (int)valueEnd)))
                {
                    break;
                }
            }
            else if (UsualScalar.MeasureWhole(ref value) is var length && length > 0
                && Unsafe.Add(ref value, length) == ',')
            {
                kind = ValueKind.Number;
                looks = TWish.IsForAll ? FieldSlice.LooksOfWhole(length) : (byte)0;
                valueEnd = valueStart + length;
            }
            else if (FindEnd(record, valueStart) is var found && found > 0)
            {
                kind = FieldValue.KindOf(value);
                looks = TWish.IsForAll ? FieldSlice.LooksOf(kind, found - valueStart) : (byte)0;
                valueEnd = found;
            }
            else
            {
                break;
            }

            last = guess.Id;
            if (TWish.IsForAll || guess.IsWanted)
            {
                looks = TWish.IsForAll ? looks : FieldSlice.LooksOf(kind, record, (int)valueStart, (int)valueEnd);
                TWish.Add(fields, (int)last) =
                    new FieldSlice((int)start, (int)valueStart, (int)valueEnd, (short)last, kind) { Looks = looks };
            }

            start = valueEnd + 1;
        }

        nameId = (int)last;
        cursor.Position = (int)start;
        cursor.SkipWhitespace();
    }

    // Where a fraction, a literal, an array or an object ends that is a usual one with a comma behind it; 0 if it is
    // not.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private nint FindEnd(ReadOnlySpan<byte> record, nint start)
    {
        ref byte text = ref MemoryMarshal.GetReference(record);
        nint length = UsualScalar.Measure(ref Unsafe.Add(ref text, start));
        if (length == 0 && !quotes.HasBackslash)
        {
            length = UsualGroup.Measure(record, start, ref quotes.First);
        }

        return length > 0 && Unsafe.Add(ref text, start + length) == ',' ? start + length : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static bool HoldsBackslash(ReadOnlySpan<byte> record, int start, int end) =>
        record[start..Math.Min(end, record.Length)].Contains((byte)'\\');

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
            fields.Add(nameId) = new FieldSlice(start, valueStart, cursor.Position, (short)nameId, kind)
            {
                Looks = FieldSlice.LooksOf(kind, record, valueStart, cursor.Position),
            };
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

    // Which fields are to be found: made for each kind of wish, as the loop is faster without asking.
    private interface IWish
    {
        static abstract bool IsForAll { get; }

        static abstract ref FieldSlice Add(RecordFields fields, int nameId);
    }

    private readonly struct AllFields : IWish
    {
        public static bool IsForAll => true;

        public static ref FieldSlice Add(RecordFields fields, int nameId) => ref fields.AddHere(nameId);
    }

    private readonly struct WantedFields : IWish
    {
        public static bool IsForAll => false;

        public static ref FieldSlice Add(RecordFields fields, int nameId) => ref fields.Add(nameId);
    }
}
