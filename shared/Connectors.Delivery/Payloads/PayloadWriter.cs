using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>Fills payloads, one after the other, within the destination's limits. Not for several threads.</summary>
public sealed class PayloadWriter(PayloadLimits limits, PayloadFraming framing, PayloadPool pool)
{
    private Payload current = pool.Rent();
    private int start;

    /// <summary>Where the next record goes. Whatever is written here is taken up by <see cref="Commit"/> or forgotten.</summary>
    public ByteWriter Begin()
    {
        current.Body.Truncate(End);
        if (current.Count > 0)
        {
            current.Body.Write(framing.Separator);
        }

        start = current.Body.Length;
        return current.Body;
    }

    /// <summary>Takes up the record that was written since <see cref="Begin"/>.</summary>
    /// <param name="source">The record as it was read.</param>
    /// <param name="location">Where it stood in its object.</param>
    /// <param name="mapping">What the mapper made of it.</param>
    /// <param name="full">A payload to deliver now, because this record did not fit into it any more; most often null.</param>
    /// <returns>False when the record is larger than the destination takes, and is not taken up.</returns>
    public bool Commit(ReadOnlySpan<byte> source, RecordLocation location, Mapping mapping, out Payload? full)
    {
        full = null;
        int length = current.Body.Length - start;
        if (length + framing.Bytes > limits.MaxBytes)
        {
            return false;
        }

        bool isInBody = mapping.SourceOffset != IEnvelope.NotCarried;
        int sourceStart = mapping.SourceOffset;
        bool isFull = current.Body.Length + framing.Bytes > limits.FillBytes || current.Count == limits.MaxRecords;
        if (isFull && current.Count > 0)
        {
            sourceStart -= start;
            full = MoveToNext();
        }

        sourceStart = isInBody ? sourceStart : current.KeepSource(source);
        current.Add(new PayloadRecord(location, mapping.Time, start, length, sourceStart, source.Length, isInBody));
        return true;
    }

    /// <summary>The payload that is not full, or null when it is empty.</summary>
    public Payload? TakeRest()
    {
        if (current.Count == 0)
        {
            return null;
        }

        Payload rest = current;
        rest.Body.Truncate(End);
        current = pool.Rent();
        return rest;
    }

    private int End => current.Count == 0 ? 0 : current[current.Count - 1].Start + current[current.Count - 1].Length;

    // The record that did not fit begins the next payload.
    private Payload MoveToNext()
    {
        Payload full = current;
        current = pool.Rent();
        current.Body.Write(full.Body.Written[start..]);
        full.Body.Truncate(full[full.Count - 1].Start + full[full.Count - 1].Length);
        start = 0;
        return full;
    }
}
