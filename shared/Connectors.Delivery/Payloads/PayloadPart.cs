namespace Connectors.Delivery;

/// <summary>Some records of a payload: all of them, or those that are still to deliver.</summary>
public sealed class PayloadPart
{
    private readonly Payload payload;
    private readonly int first;
    private readonly int[]? indexes;

    private PayloadPart(Payload payload, int first, int count, int[]? indexes)
    {
        this.payload = payload;
        this.first = first;
        this.indexes = indexes;
        Count = count;
    }

    /// <summary>How many records.</summary>
    public int Count { get; }

    /// <summary>All records of a payload.</summary>
    public static PayloadPart Whole(Payload payload) => new(payload, 0, payload.Count, null);

    /// <summary>The place in the payload of a record of this part.</summary>
    public int IndexOf(int number) => indexes is null ? first + number : indexes[number];

    /// <summary>Two parts with half of the records each.</summary>
    public (PayloadPart First, PayloadPart Second) Halve()
    {
        int half = Count / 2;
        return (Sub(0, half), Sub(half, Count - half));
    }

    /// <summary>The records with these numbers in this part.</summary>
    public PayloadPart Only(IReadOnlyCollection<int> numbers) =>
        new(payload, 0, numbers.Count, [.. numbers.Select(IndexOf)]);

    /// <summary>Bytes of the body that <see cref="WriteTo"/> writes.</summary>
    public int BodyBytes(PayloadFraming framing)
    {
        int bytes = framing.Bytes + (framing.Separator.Length * (Count - 1));
        for (int number = 0; number < Count; number++)
        {
            bytes += payload[IndexOf(number)].Length;
        }

        return bytes;
    }

    /// <summary>Writes the body. Records that lie side by side are written in one piece.</summary>
    public void WriteTo(Stream output, PayloadFraming framing)
    {
        output.Write(framing.Opening);
        for (int number = 0; number < Count;)
        {
            int run = RunLength(number);
            PayloadRecord begin = payload[IndexOf(number)];
            PayloadRecord end = payload[IndexOf(number + run - 1)];
            output.Write(payload.Body.Written[begin.Start..(end.Start + end.Length)]);
            number += run;
            output.Write(number < Count ? framing.Separator : framing.Closing);
        }
    }

    private PayloadPart Sub(int start, int count) => indexes is null
        ? new PayloadPart(payload, first + start, count, null)
        : new PayloadPart(payload, 0, count, indexes[start..(start + count)]);

    private int RunLength(int number)
    {
        int run = 1;
        while (number + run < Count && IndexOf(number + run) == IndexOf(number) + run)
        {
            run++;
        }

        return run;
    }
}
