using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>One record of a payload: where it came from, and where it lies in the payload.</summary>
/// <param name="Location">Where it stood in its object.</param>
/// <param name="Time">When the event was, if known.</param>
/// <param name="Start">Its first byte in the body, envelope included.</param>
/// <param name="Length">Its bytes in the body, envelope included.</param>
/// <param name="SourceStart">Where it can be read again as it was, in the body or in the sources.</param>
/// <param name="SourceLength">Its bytes as it was read.</param>
/// <param name="IsSourceInBody">Whether the envelope carries it, as <see cref="IEnvelope.Write"/> tells.</param>
public readonly record struct PayloadRecord(
    RecordLocation Location, EventTime? Time, int Start, int Length, int SourceStart, int SourceLength,
    bool IsSourceInBody);

/// <summary>
/// The body of one request: enveloped records within the destination's limits. Keeps each record as it was read too,
/// for its dead letter. Made once and filled again and again: see <see cref="PayloadPool"/>.
/// </summary>
public sealed class Payload
{
    private readonly List<PayloadRecord> records = [];
    private readonly ByteWriter sources = new(0); // of records that the body does not carry
    private readonly ByteWriter restored = new(0);

    internal Payload(int capacity) => Body = new ByteWriter(capacity);

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
        PayloadRecord record = records[index];
        return record.IsSourceInBody
            ? Restore(Body.Written[record.SourceStart..], record.SourceLength)
            : sources.Written.Slice(record.SourceStart, record.SourceLength);
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

    internal int KeepSource(ReadOnlySpan<byte> source)
    {
        int start = sources.Length;
        sources.Write(source);
        return start;
    }

    internal void Clear()
    {
        records.Clear();
        sources.Clear();
        Body.Clear();
    }
}
