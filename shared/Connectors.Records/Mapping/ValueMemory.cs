using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>
/// What came of some short values of one field. Hosts, protocols, methods, countries and states come again and again:
/// what they become is looked up, not worked out each time. Never grows; of two values that would stand in one place
/// the later one stays. Not for several threads.
/// </summary>
/// <remarks>A struct, so that several stand side by side where the processor has them at hand.</remarks>
/// <param name="FieldId">The field's name, as its number.</param>
internal readonly record struct ValueMemory(int FieldId)
{
    /// <summary>Bytes of a result at most.</summary>
    internal const int MostResultBytes = 29;

    private const int Bits = 6;
    private const int KeyBytes = 32;

    private readonly Entry[] entries = new Entry[1 << Bits];

    /// <summary>Whether this is one; not where it was never made.</summary>
    internal bool Exists => entries is not null;

    /// <summary>The field's value as a key: zeros where a record does not have the field.</summary>
    /// <returns>False when the value is too long to be remembered.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryGetKey(RecordView record, out Vector256<byte> key)
    {
        key = default;
        ref readonly FieldSlice field = ref record.Fields.Find(FieldId);
        if (Unsafe.IsNullRef(in field))
        {
            return true;
        }

        int length = field.ValueEnd - field.ValueStart;
        if (length > KeyBytes || record.Bytes.Length - field.ValueStart < KeyBytes)
        {
            return false;
        }

        // No byte of JSON is 0, so the zeros behind the value tell its length.
        key = Vector256.LoadUnsafe(ref MemoryMarshal.GetReference(record.Bytes), (nuint)field.ValueStart)
            & Vector256.LessThan(Vector256<byte>.Indices, Vector256.Create((byte)length));
        return true;
    }

    /// <summary>The one place for a key: what is there may be of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref Entry At(Vector256<byte> key)
    {
        const int half = 32;
        Vector128<ulong> words = (key.GetLower() ^ key.GetUpper()).AsUInt64();
        ulong mixed = words.GetElement(0) ^ BitOperations.RotateLeft(words.GetElement(1), half);
        int place = (int)(((mixed ^ (mixed >> half)) * 0x9E37_79B9_7F4A_7C15) >> (64 - Bits));
        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(entries), place);
    }

    /// <summary>A value and what came of it. 64 bytes, a line of the processor's cache.</summary>
    internal struct Entry
    {
        private Vector256<byte> key;
        private Text result;
        private byte length;
        private bool isKnown;

        /// <summary>What the result is.</summary>
        internal ValueKind Kind { get; private set; }

        /// <summary>The result; none when nothing came of the value.</summary>
        [UnscopedRef]
        internal readonly ReadOnlySpan<byte> Result => ((ReadOnlySpan<byte>)result)[..length];

        /// <summary>Bytes of the result.</summary>
        internal readonly int Length => length;

        /// <summary>Copies the result, and some more: 32 bytes.</summary>
        internal readonly void CopyTo(ref byte room) => Vector256.LoadUnsafe(
            ref Unsafe.As<Text, byte>(ref Unsafe.AsRef(in result))).StoreUnsafe(ref room);

        /// <summary>Whether it is of this key.</summary>
        internal readonly bool IsOf(Vector256<byte> wanted) => isKnown && key == wanted;

        /// <summary>Remembers a result that is short enough, instead of what was here.</summary>
        internal void Keep(Vector256<byte> of, ReadOnlySpan<byte> json, ValueKind kind)
        {
            if (json.Length > MostResultBytes)
            {
                return;
            }

            key = of;
            isKnown = true;
            Kind = kind;
            length = (byte)json.Length;
            json.CopyTo(result);
        }
    }

    [InlineArray(MostResultBytes)]
    private struct Text
    {
        private byte first;
    }
}
