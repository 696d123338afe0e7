using Connectors.Records;

namespace Connectors.Delivery.Tests;

/// <summary>What is sent again where a destination stops at the first bad record of a body.</summary>
public sealed class DeliveryStateTests
{
    private const int Records = 128;

    [Theory]
    [InlineData(1, 128)] // every record is bad
    [InlineData(8, 16)]
    [InlineData(128, 1)]
    public void Bad_records_do_not_send_all_that_stand_behind_them_once_for_each(int oneIn, int bad)
    {
        var state = new DeliveryState(
            Some.Payload([.. Enumerable.Range(0, Records).Select(number => number % oneIn == 0 ? "bad" : "good")]));
        int sent = 0;
        while (state.TryNext(out PayloadPart part))
        {
            sent += part.Count;
            Judge(state, part, oneIn);
        }

        DeliveryReceipt receipt = state.ToReceipt();
        Assert.Equal((bad, Records - bad, 0), (receipt.Rejected.Count, receipt.Delivered, receipt.Undelivered));
        Assert.Equal(bad, receipt.Rejected.Select(one => one.Index).Distinct().Count());
        Assert.InRange(sent, Records, Records * (int)Math.Log2(Records)); // not its square
    }

    [Fact]
    public void What_was_put_off_beside_a_refusal_stays_together()
    {
        var state = new DeliveryState(Some.Payload("a", "b", "c"));
        state.TryNext(out PayloadPart part);
        state.Sort(part, new Verdict.EachApart(
            [new(RecordOutcome.Rejected), new(RecordOutcome.Again), new(RecordOutcome.Again)], MustWait: true));
        Assert.True(state.TryNext(out PayloadPart rest) && rest.Count == 2);
    }

    // As an HTTP Event Collector does: what stands before the bad record is taken, what stands behind it is not.
    private static void Judge(DeliveryState state, PayloadPart part, int oneIn)
    {
        int bad = Enumerable.Range(0, part.Count).FirstOrDefault(number => part.IndexOf(number) % oneIn == 0, -1);
        if (bad < 0)
        {
            state.Accept(part, warning: null);
            return;
        }

        RecordOutcome[] outcomes =
            [RecordOutcome.Delivered, RecordOutcome.Rejected, RecordOutcome.Again]; // before it, itself, behind it
        state.Sort(part, new Verdict.EachApart(
            [
                .. Enumerable.Range(0, part.Count)
                    .Select(number => new RecordVerdict(outcomes[1 + number.CompareTo(bad)])),
            ],
            MustWait: false));
    }
}
