using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connectors.Records;

/// <summary>
/// What of a record has no place of its own in a document: fields that nobody knows, and values of another type than
/// their place takes.
/// </summary>
internal static class DocumentRest
{
    /// <summary>Writes the fields as one object, names and values as they stand in the record.</summary>
    /// <param name="chosen">The fields' places in <see cref="RecordFields.All"/>.</param>
    /// <param name="record">The record.</param>
    /// <param name="output">Where the object goes.</param>
    /// <returns>False when there are none: what was written then has no meaning.</returns>
    internal static bool TryWrite(ReadOnlySpan<int> chosen, RecordView record, ByteWriter output)
    {
        output.Write((byte)'{');
        int start = output.Length;
        for (int next = WritePlain(record, chosen, 0, output); next < chosen.Length;
            next = WritePlain(record, chosen, next + 1, output))
        {
            FieldSlice field = record.Fields.All[chosen[next]];
            bool isEmpty = new FieldValue(field.Value(record.Bytes), field.Kind).IsEmpty;
            if (!isEmpty && record.Fields.IsLastOfName(chosen[next]))
            {
                Write(field, record.Bytes, output);
            }
        }

        bool isAny = output.Length > start;
        output.Truncate(output.Length - (isAny ? ",".Length : 0));
        output.Write((byte)'}');
        return isAny;
    }

    // Writes name and value in one piece, with a comma behind each, while that can be seen to be right; tells which is
    // the first where it cannot. That many of them lie side by side in the record is not to be foreseen.
    private static int WritePlain(RecordView record, ReadOnlySpan<int> chosen, int next, ByteWriter output)
    {
        ref FieldSlice fields = ref record.Fields.First;
        ref int positions = ref record.Fields.Positions;
        ref byte text = ref MemoryMarshal.GetReference(record.Bytes);
        ref byte room = ref output.Reserve(record.Bytes.Length + chosen.Length + DocumentStep.CopiedBytes);
        int lastEnd = record.Bytes.Length - DocumentStep.CopiedBytes;
        nint written = 0;
        for (; next < chosen.Length; next++)
        {
            int place = chosen[next];
            ref readonly FieldSlice field = ref Unsafe.Add(ref fields, place);
            if (field.Looks == 0 || field.ValueEnd > lastEnd || field.NameId < 0
                || Unsafe.Add(ref positions, field.NameId) != place)
            {
                break;
            }

            nint length = field.ValueEnd - field.NameStart;
            DocumentStep.Copy(ref Unsafe.Add(ref text, field.NameStart), ref Unsafe.Add(ref room, written), length);
            written += length;
            Unsafe.Add(ref room, written) = (byte)',';
            written++;
        }

        output.Advance((int)written);
        return next;
    }

    // White space around the colon is left out.
    private static void Write(in FieldSlice field, ReadOnlySpan<byte> record, ByteWriter output)
    {
        var cursor = new JsonCursor(record) { Position = field.NameStart };
        cursor.SkipString();
        output.Write(record[field.NameStart..cursor.Position]);
        output.Write((byte)':');
        output.Write(field.Value(record));
        output.Write((byte)',');
    }
}
