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

        foreach (Range range in BodyLines.Of(body.Span))
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
}
