using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>One record of a payload: where it came from, and where it lies in the payload.</summary>
/// <param name="Location">Where it stood in its object.</param>
/// <param name="Time">When the event was, if known.</param>
/// <param name="Start">Its first byte in the body, envelope included.</param>
/// <param name="Length">Its bytes in the body, envelope included.</param>
/// <param name="Source">Where it can be read again as it was.</param>
public readonly record struct PayloadRecord(
    RecordLocation Location, EventTime? Time, int Start, int Length, PayloadSource Source);

/// <summary>Where a record of a payload can be read again as it was.</summary>
/// <param name="Place">The number of the memory that the payload holds, or one of the constants.</param>
/// <param name="Start">Its first byte there.</param>
/// <param name="Length">Its bytes as it was read.</param>
public readonly record struct PayloadSource(int Place, int Start, int Length)
{
    /// <summary>In the body: the envelope carries it, as <see cref="IEnvelope.Write"/> tells.</summary>
    internal const int InBody = -1;

    /// <summary>Among the copies of the payload.</summary>
    internal const int InCopies = -2;
}

/// <summary>
/// The body of one request: enveloped records within the destination's limits. Keeps each record as it was read too,
/// for its dead letter. Made once and filled again and again: see <see cref="PayloadPool"/>.
/// </summary>
public sealed class Payload
{
    private readonly List<PayloadRecord> records = [];
    private readonly int mostHeldBytes;
    private readonly List<ReadBuffer> held = []; // of records that the body does not carry
    private readonly ByteWriter copies = new(0); // of those whose memory is not held
    private readonly ByteWriter restored = new(0);
    private int heldBytes;

    /// <param name="capacity">Bytes of the body until it must grow.</param>
    /// <param name="mostHeldBytes">
    /// Bytes of memory to hold at most: where only few of the records that were read are delivered, holding all of it
    /// would need memory without bounds.
    /// </param>
    internal Payload(int capacity, int mostHeldBytes)
    {
        Body = new ByteWriter(capacity);
        this.mostHeldBytes = mostHeldBytes;
    }

    /// <summary>Where its records come from; set when it is rented.</summary>
    public PayloadOrigin Origin { get; internal set; } = null!;

    public int Count => records.Count;

    /// <summary>Bytes of the records with what stands between them.</summary>
    public int BodyBytes => Body.Length;

    internal ByteWriter Body { get; }

    public PayloadRecord this[int index] => records[index];

    /// <summary>A record in its envelope.</summary>
    public ReadOnlySpan<byte> Enveloped(int index) => Body.Written.Slice(records[index].Start, records[index].Length);

    /// <summary>A record as it was read; valid until the next call.</summary>
    public ReadOnlySpan<byte> Source(int index)
    {
        (int place, int start, int length) = records[index].Source;
        return place switch
        {
            PayloadSource.InBody => Restore(Body.Written[start..], length),
            PayloadSource.InCopies => copies.Written.Slice(start, length),
            _ => held[place].Read(start, length),
        };
    }

    private ReadOnlySpan<byte> Restore(ReadOnlySpan<byte> body, int length)
    {
        restored.Clear();
        switch (body[0])
        {
            case (byte)'"':
                JsonText.WriteUnescapedString(body, restored);
                break;
            case (byte)',':
                restored.Write((byte)'{');
                restored.Write(body[1..length]);
                break;
            default:
                return body[..length];
        }

        return restored.Written;
    }

    internal void Add(in PayloadRecord record) => records.Add(record);

    /// <summary>Keeps a record as it was read: holds its memory, or copies it.</summary>
    internal PayloadSource Keep(in RawRecord record)
    {
        if (record.Buffer is { } buffer && TryHold(buffer))
        {
            return new PayloadSource(held.Count - 1, record.BufferStart, record.Bytes.Length);
        }

        var source = new PayloadSource(PayloadSource.InCopies, copies.Length, record.Bytes.Length);
        copies.Write(record.Bytes);
        return source;
    }

    private bool TryHold(ReadBuffer buffer)
    {
        if (held.Count > 0 && held[^1] == buffer)
        {
            return true;
        }

        if (heldBytes + buffer.Size > mostHeldBytes)
        {
            return false;
        }

        buffer.Hold();
        held.Add(buffer);
        heldBytes += buffer.Size;
        return true;
    }

    internal void Clear()
    {
        records.Clear();
        held.ForEach(buffer => buffer.Release());
        held.Clear();
        heldBytes = 0;
        copies.Clear();
        Body.Clear();
    }
}
