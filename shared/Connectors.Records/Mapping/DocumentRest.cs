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
        int comma = 0;
        ReadOnlySpan<byte> text = record.Bytes;
        ReadOnlySpan<FieldSlice> all = record.Fields.All;
        foreach (int index in chosen)
        {
            ref readonly FieldSlice field = ref all[index];
            if (!record.Fields.IsLastOfName(index))
            {
                continue;
            }

            if (field.Looks != 0 && text.Length - field.ValueEnd >= DocumentStep.CopiedBytes)
            {
                WriteInOnePiece(field, text, comma, output);
            }
            else if (new FieldValue(field.Value(text), field.Kind).IsEmpty)
            {
                continue;
            }
            else
            {
                Write(field, text, comma, output);
            }

            comma = 1;
        }

        output.Write((byte)'}');
        return comma > 0;
    }

    // Name and value; that many of them lie side by side in the record is not to be foreseen.
    private static void WriteInOnePiece(in FieldSlice field, ReadOnlySpan<byte> record, int comma, ByteWriter output)
    {
        int length = field.ValueEnd - field.NameStart;
        ref byte room = ref output.Reserve(1 + length + DocumentStep.CopiedBytes);
        room = (byte)',';
        DocumentStep.Copy(
            ref MemoryMarshal.GetReference(record[field.NameStart..]), ref Unsafe.Add(ref room, comma), length);
        output.Advance(comma + length);
    }

    // White space around the colon is left out.
    private static void Write(in FieldSlice field, ReadOnlySpan<byte> record, int comma, ByteWriter output)
    {
        var cursor = new JsonCursor(record) { Position = field.NameStart };
        cursor.SkipString();
        output.Write(comma > 0 ? ","u8 : []);
        output.Write(record[field.NameStart..cursor.Position]);
        output.Write((byte)':');
        output.Write(field.Value(record));
    }
}
