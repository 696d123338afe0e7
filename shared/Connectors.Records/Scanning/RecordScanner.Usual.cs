using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connectors.Records;

/// <content>Fields as they mostly stand in a log record.</content>
public sealed partial class RecordScanner
{
    // Takes fields while each has the name that followed last time, a usual value and a comma behind it.
    private void TakeUsualFields(
        ReadOnlySpan<byte> record, ref JsonCursor cursor, ref int nameId, RecordFields fields)
    {
        do
        {
            if (names.WantsAll)
            {
                TakeSimpleFields<AllFields>(record, ref cursor, ref nameId, fields);
            }
            else
            {
                TakeSimpleFields<WantedFields>(record, ref cursor, ref nameId, fields);
            }
        }
        while (TakeOtherField(record, ref cursor, ref nameId, fields));
        cursor.SkipWhitespace();
    }

    // The same of strings without escapes, whole numbers, literals, empty arrays and objects. Nothing is called, so
    // that all stays in registers; and the map tells where the next field begins, so that the processor may look at it
    // before it has proven this one.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeSimpleFields<TWish>(
        ReadOnlySpan<byte> record, ref JsonCursor cursor, ref int nameId, RecordFields fields)
        where TWish : struct, IWish
    {
        const int quoteAndComma = '"' | (',' << 8);
        ref byte text = ref MemoryMarshal.GetReference(record);
        ref Guess guesses = ref Unsafe.Add(ref MemoryMarshal.GetReference(names.Guesses), 1); // -1 begins a record
        ref byte map = ref stops.First;
        ref FieldSlice slices = ref fields.First;
        ref int positions = ref fields.Positions;
        nint count = fields.Count;
        nint room = fields.Room;
        nint lastValue = record.Length - UsualScalar.Window;
        nint start = cursor.Position;
        nint last = nameId;
        while (count < room)
        {
            ref Guess guess = ref Unsafe.Add(ref guesses, last);
            nint valueStart = start + guess.Length;
            if (valueStart > lastValue || !guess.StandsAt(ref Unsafe.Add(ref text, start)))
            {
                break;
            }

            // A stop ends a string. Behind any other value it begins the next name.
            nint stop = StopMap.Next(ref map, start + guess.Inside);
            ref byte value = ref Unsafe.Add(ref text, valueStart);
            nint next;
            uint shape;
            if (value == '"')
            {
                next = stop + 2;
                shape = FieldSlice.ShapeOfText(stop + 1 - valueStart);
                if (next > record.Length
                    || Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref text, stop)) != quoteAndComma)
                {
                    break;
                }
            }
            else if (UsualLiteral.IsEmptyArrayWithComma(ref value))
            {
                // So many are that it pays not to wait for the map.
                next = valueStart + "[],".Length;
                shape = FieldSlice.ShapeOfEmptyArray;
            }
            else
            {
                next = stop;
                nint length = stop - 1 - valueStart;
                shape = UsualScalar.ShapeOf(ref value, length);
                if (shape == 0 || Unsafe.Add(ref value, length) != ',')
                {
                    break;
                }
            }

            last = guess.Id;
            if (TWish.IsForAll || guess.IsWanted)
            {
                Unsafe.Add(ref positions, last) = (int)count;
                Unsafe.Add(ref slices, count) =
                    new FieldSlice((int)start, (int)valueStart, (int)next - 1, (short)last, shape);
                count++;
            }

            start = next;
        }

        fields.Count = (int)count;
        nameId = (int)last;
        cursor.Position = (int)start;
    }

    // The same of one field with any other value that is a usual one. Of a whole number it is not told that it is
    // short: those that come here are long, or have white space behind their comma.
    private bool TakeOtherField(
        ReadOnlySpan<byte> record, ref JsonCursor cursor, ref int nameId, RecordFields fields)
    {
        ref readonly Guess guess = ref names.Guesses[nameId + 1];
        ref byte text = ref MemoryMarshal.GetReference(record);
        nint start = cursor.Position;
        nint valueStart = start + guess.Length;
        if (valueStart > record.Length - UsualScalar.Window || !guess.StandsAt(ref Unsafe.Add(ref text, start)))
        {
            return false;
        }

        nint length = UsualScalar.Measure(ref Unsafe.Add(ref text, valueStart));
        length = length > 0 ? length : UsualGroup.Measure(record, valueStart, ref stops.First);
        nint valueEnd = valueStart + length;
        if (length == 0 || Unsafe.Add(ref text, valueEnd) != ',')
        {
            return false;
        }

        nameId = guess.Id;
        if (guess.IsWanted)
        {
            ValueKind kind = FieldValue.KindOf(Unsafe.Add(ref text, valueStart));
            uint shape = FieldSlice.ShapeOf(kind, FieldSlice.LooksOf(kind, length));
            fields.Add(nameId) = new FieldSlice((int)start, (int)valueStart, (int)valueEnd, (short)nameId, shape);
        }

        cursor.Position = (int)valueEnd + 1;
        return true;
    }

    // Which fields are to be found: made for each kind of wish, as the loop is faster without asking.
    private interface IWish
    {
        static abstract bool IsForAll { get; }
    }

    private readonly struct AllFields : IWish
    {
        public static bool IsForAll => true;
    }

    private readonly struct WantedFields : IWish
    {
        public static bool IsForAll => false;
    }
}
