namespace LocalIntake;

/// <summary>Reads a body of plain lines, each an event; what an envelope would say stands in the query.</summary>
internal static class HecRawReader
{
    internal static HecReply Read(ReadOnlyMemory<byte> body, IQueryCollection query, HecRules rules, ArrivalBatch batch)
    {
        if (query["index"].ToString() is { Length: > 0 } index && !rules.IsAllowed(index))
        {
            batch.Refused++;
            return HecReply.Of(HecCode.IncorrectIndex);
        }

        foreach (Range range in Lines(body.Span))
        {
            batch.Taken.Add(new Arrival
            {
                Received = body[range],
                IsJson = false,
                Source = query["source"].ToString(),
                Sourcetype = query["sourcetype"].ToString(),
            });
        }

        return HecReply.Of(batch.Taken.Count == 0 ? HecCode.NoData : HecCode.Success);
    }

    private static List<Range> Lines(ReadOnlySpan<byte> body)
    {
        List<Range> lines = [];
        foreach (Range range in body.Split((byte)'\n'))
        {
            (int start, int length) = range.GetOffsetAndLength(body.Length);
            int end = length > 0 && body[start + length - 1] == '\r' ? start + length - 1 : start + length;
            if (end > start)
            {
                lines.Add(start..end);
            }
        }

        return lines;
    }
}
