using System.Runtime.CompilerServices;

namespace Connectors.Records;

/// <summary>
/// A record's end once more, with room behind it: more of a value may be read there than is meant. Not for several
/// threads.
/// </summary>
internal sealed class RecordTail
{
    private const int Bytes = 4 * DocumentStep.CopiedBytes;

    private readonly byte[] tail = new byte[Bytes + DocumentStep.CopiedBytes];
    private int start;

    /// <summary>The last end of a value behind which <see cref="DocumentStep.CopiedBytes"/> may be read.</summary>
    internal int LastFullEnd { get; private set; }

    /// <summary>Takes the end of another record.</summary>
    internal void Take(ReadOnlySpan<byte> record)
    {
        LastFullEnd = record.Length - DocumentStep.CopiedBytes;
        start = Math.Max(record.Length - Bytes, 0);
        record[start..].CopyTo(tail);
    }

    /// <summary>The first byte of a value here; a null reference when it begins before the tail does.</summary>
    internal ref byte Find(in FieldSlice field)
    {
        int place = field.ValueStart - start;
        return ref place < 0 ? ref Unsafe.NullRef<byte>() : ref tail[place];
    }
}
