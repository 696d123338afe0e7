using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>
/// Fills payloads with the records of one object, one after the other, within the destination's limits. Not for several
/// threads.
/// </summary>
public sealed class PayloadWriter(PayloadLimits limits, PayloadFraming framing, PayloadPool pool, PayloadOrigin origin)
{
    private Payload? current; // rented when the first record comes
    private int start;

    private Payload Current => current ??= pool.Rent(origin);

    // Behind the last record that was taken up.
    private int End => Current.Count == 0 ? 0 : Current[Current.Count - 1].Start + Current[Current.Count - 1].Length;

    /// <summary>
    /// Where the next record goes. Whatever is written here is taken up by <see cref="Commit"/> or forgotten.
    /// </summary>
    public ByteWriter Begin()
    {
        ByteWriter body = Current.Body;
        body.Truncate(End);
        if (Current.Count > 0)
        {
            body.Write(framing.Separator);
        }

        start = body.Length;
        return body;
    }

    /// <summary>Takes up the record that was written since <see cref="Begin"/>.</summary>
    /// <param name="record">The record as it was read.</param>
    /// <param name="mapping">What the mapper made of it.</param>
    /// <param name="full">A payload to deliver now, because this record did not fit into it any more; most often
    /// null.</param>
    /// <returns>False when the record is larger than the destination takes, and is not taken up.</returns>
    public bool Commit(in RawRecord record, Mapping mapping, out Payload? full)
    {
        full = null;
        int length = Current.Body.Length - start;
        if (length + framing.Bytes > limits.MaxBytes)
        {
            return false;
        }

        int sourceStart = mapping.SourceOffset;
        bool isFull = Current.Body.Length + framing.Bytes > limits.FillBytes || Current.Count == limits.MaxRecords;
        if (isFull && Current.Count > 0)
        {
            sourceStart -= start;
            full = MoveToNext();
        }

        PayloadSource source = mapping.SourceOffset == IEnvelope.NotCarried
            ? Current.Keep(record)
            : new PayloadSource(PayloadSource.InBody, sourceStart, record.Bytes.Length);
        Current.Add(new PayloadRecord(record.Location, mapping.Time, start, length, source));
        return true;
    }

    /// <summary>The payload that is not full, or null when there are no more records.</summary>
    public Payload? TakeRest()
    {
        Payload? rest = current;
        rest?.Body.Truncate(End);
        current = null;
        if (rest is { Count: 0 })
        {
            pool.Return(rest);
            rest = null;
        }

        return rest;
    }

    // The record that did not fit begins the next payload.
    private Payload MoveToNext()
    {
        Payload full = Current;
        int end = End;
        current = pool.Rent(origin);
        current.Body.Write(full.Body.Written[start..]);
        full.Body.Truncate(end);
        start = 0;
        return full;
    }
}
