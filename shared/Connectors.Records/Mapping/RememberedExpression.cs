using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// What an expression of one field gave for some short values. Hosts, protocols, methods, countries and states come
/// again and again: what they give is looked up, not worked out each time. Never grows; of two values that would stand
/// in one place the later one stays.
/// </summary>
/// <param name="of">An expression that is made of one field only: it gives the same for the same value.</param>
internal sealed class RememberedExpression(ValueExpression of) : ValueExpression
{
    private const int Bits = 6;
    private const int KeyBytes = 32;
    private const int ResultBytes = 29;

    private readonly int fieldId = of.OnlyId;
    private readonly Entry[] entries = new Entry[1 << Bits]; // a line of the processor's cache each

    internal override string? Unit => of.Unit;

    /// <summary>The expression itself.</summary>
    internal ValueExpression Of => of;

    protected override IEnumerable<ValueExpression> Parts => [of];

    /// <summary>The expression with a memory, if it takes some work and is made of one field only.</summary>
    internal static ValueExpression Remember(ValueExpression value) =>
        value.PlainIds.Any() || value.OnlyId == FieldNames.None || value is RememberedExpression
            ? value
            : new RememberedExpression(value);

    internal override bool TryGet(RecordView record, out FieldValue value)
    {
        Vector256<byte> key = default;
        ref readonly FieldSlice field = ref record.Fields.Find(fieldId);
        if (!Unsafe.IsNullRef(in field))
        {
            int length = field.ValueEnd - field.ValueStart;
            if (length > KeyBytes || record.Bytes.Length - field.ValueStart < KeyBytes)
            {
                return of.TryGet(record, out value);
            }

            // No byte of JSON is 0, so the zeros behind the value tell its length.
            key = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(record.Bytes), (nuint)field.ValueStart)
                & Vector256.LessThan(Vector256<byte>.Indices, Vector256.Create((byte)length));
        }

        ref Entry entry = ref entries[Place(key)];
        if (entry.IsKnown && entry.Key == key)
        {
            value = new FieldValue(((ReadOnlySpan<byte>)entry.Result)[..entry.Length], entry.Kind);
            return entry.Length > 0;
        }

        bool found = of.TryGet(record, out value);
        if (!found || value.Json.Length <= ResultBytes)
        {
            entry.Key = key;
            entry.IsKnown = true;
            entry.Kind = value.Kind;
            entry.Length = (byte)(found ? value.Json.Length : 0);
            value.Json[..entry.Length].CopyTo(entry.Result);
        }

        return found;
    }

    private static int Place(Vector256<byte> key)
    {
        Vector256<ulong> words = key.AsUInt64();
        ulong mixed = (words.GetElement(0) * 0x9E37_79B9_7F4A_7C15) ^ (words.GetElement(1) * 0xC2B2_AE3D_27D4_EB4F)
            ^ (words.GetElement(2) * 0x1656_67B1_9E37_79F9) ^ (words.GetElement(3) * 0x27D4_EB2F_1656_67C5);
        return (int)(((mixed ^ (mixed >> 32)) * 0x9E37_79B9_7F4A_7C15) >> (64 - Bits));
    }

    private struct Entry
    {
        internal Vector256<byte> Key;
        internal bool IsKnown;
        internal byte Length; // of the result; 0 when there is none
        internal ValueKind Kind;
        internal Text Result;
    }

    [InlineArray(ResultBytes)]
    private struct Text
    {
        private byte first;
    }
}
