using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>One payload on its way: what is settled, and which records are still to send.</summary>
internal sealed class DeliveryState(Payload payload)
{
    private readonly Stack<PayloadPart> waiting = new([PayloadPart.Whole(payload)]);
    private readonly List<RejectedRecord> rejected = [];
    private readonly Dictionary<string, int> warnings = [];
    private int delivered;
    private int duplicates;

    internal Payload Payload => payload;

    internal int Attempts { get; set; }

    internal bool IsNearLimit { get; set; }

    internal bool MayHaveDoubled { get; set; }

    /// <summary>Why delivery has stopped; null while it goes on.</summary>
    internal Problem? Problem { get; private set; }

    /// <summary>How often in a row some records were put off and none settled.</summary>
    internal int RoundsWithoutProgress { get; private set; }

    /// <summary>The next records to send. False when all are settled, or delivery has stopped.</summary>
    internal bool TryNext(out PayloadPart part)
    {
        part = null!;
        return Problem is null && waiting.TryPop(out part!);
    }

    internal void Accept(PayloadPart part, string? warning)
    {
        delivered += part.Count;
        Warn(warning ?? "", part.Count);
    }

    /// <summary>Sorts the records of a part by their own outcomes; those to send again come next.</summary>
    internal void Sort(PayloadPart part, Verdict.EachApart verdict)
    {
        IReadOnlyList<RecordVerdict> verdicts = verdict.Records;
        int rejectedBefore = rejected.Count;
        List<int> again = [];
        for (int number = 0; number < part.Count; number++)
        {
            switch (verdicts[number].Outcome)
            {
                case RecordOutcome.Delivered:
                    delivered++;
                    Warn(verdicts[number].Reason, 1);
                    break;
                case RecordOutcome.Duplicate:
                    duplicates++;
                    break;
                case RecordOutcome.Rejected:
                    Reject(part, number, RejectionReason.RefusedByDestination, verdicts[number].Reason);
                    break;
                default:
                    again.Add(number);
                    break;
            }
        }

        RoundsWithoutProgress = again.Count == part.Count ? RoundsWithoutProgress + 1 : 0;
        if (again.Count == 0)
        {
            return;
        }

        // Where the first bad record ends the whole body, others may stand behind it: halves keep what is sent for each
        // of them from being all that is left.
        bool mayHoldMore = rejected.Count > rejectedBefore && !verdict.MustWait;
        if (mayHoldMore && again.Count > 1)
        {
            PushHalves(part.Only(again));
            return;
        }

        waiting.Push(part.Only(again));
    }

    /// <summary>Sends the halves of a part that was refused as a whole; a record that is alone is rejected.</summary>
    internal void Split(PayloadPart part, RejectionReason reason, string status)
    {
        if (part.Count == 1)
        {
            Reject(part, 0, reason, status);
            return;
        }

        PushHalves(part);
    }

    /// <summary>Stops: what is not settled now stays undelivered.</summary>
    internal void Stop(Problem problem) => Problem = problem;

    internal DeliveryReceipt ToReceipt()
    {
        int settled = delivered + duplicates + rejected.Count;
        return new DeliveryReceipt(payload, delivered, duplicates, rejected, payload.Count - settled, Attempts)
        {
            Problem = Problem,
            Warnings = warnings,
            IsNearLimit = IsNearLimit,
            MayHaveDoubled = MayHaveDoubled,
        };
    }

    private void PushHalves(PayloadPart part)
    {
        (PayloadPart first, PayloadPart second) = part.Halve();
        waiting.Push(second);
        waiting.Push(first);
    }

    private void Warn(string warning, int records)
    {
        if (warning.Length > 0)
        {
            warnings[warning] = warnings.GetValueOrDefault(warning) + records;
        }
    }

    private void Reject(PayloadPart part, int number, RejectionReason reason, string status) =>
        rejected.Add(new RejectedRecord(part.IndexOf(number), reason, status));
}
