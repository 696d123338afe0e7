namespace Connectors.Hosting;

/// <summary>What the receipts of one object say of it.</summary>
internal enum DeliveryState
{
    /// <summary>Every record was delivered, once as far as receipts tell; or the object holds none.</summary>
    Delivered,

    /// <summary>Every record is accounted for; some are dead letters, however often it was delivered.</summary>
    DeadLettered,

    /// <summary>A part of it was delivered, and no run came to its end.</summary>
    InPart,

    /// <summary>There is no receipt.</summary>
    Never,

    /// <summary>All of it, or a part, was delivered more than once.</summary>
    Twice,

    /// <summary>There are receipts, but of what the object was before it was changed.</summary>
    Changed,
}

/// <summary>What is said of one object.</summary>
/// <param name="Object">The object as it was listed.</param>
/// <param name="State">What its receipts say.</param>
/// <param name="Receipts">These, as far as they are of the object as it is now; of all that it was, where it was
/// changed.</param>
internal sealed record Finding(BatchReference Object, DeliveryState State, IReadOnlyList<ListedReceipt> Receipts)
{
    /// <summary>Judges an object by its receipts.</summary>
    /// <param name="listed">The object as it is now.</param>
    /// <param name="receipts">All receipts of its name.</param>
    internal static Finding Of(BatchReference listed, IReadOnlyList<ListedReceipt> receipts)
    {
        ListedReceipt[] ofThis = [.. receipts.Where(receipt => IsOf(receipt.Name, listed))];
        return (receipts.Count, ofThis.Length) switch
        {
            (0, _) => new Finding(listed, DeliveryState.Never, []),
            (_, 0) => new Finding(listed, DeliveryState.Changed, receipts),
            _ => new Finding(listed, StateOf(ofThis), ofThis),
        };
    }

    // Files have neither etag nor version in a listing: there the name must do.
    private static bool IsOf(ReceiptName name, BatchReference listed) => listed switch
    {
        { Version: { } version } => name.Version == ReceiptName.Hash(version),
        { Etag: { } etag } => name.Etag == ReceiptName.Hash(etag),
        _ => true,
    };

    // A run that goes on has the next number: a number that comes again is of lines that were delivered again.
    private static DeliveryState StateOf(ListedReceipt[] receipts)
    {
        BatchOutcome[] ends =
        [
            .. receipts.Select(receipt => receipt.Name.Outcome)
                .Where(outcome => outcome is BatchOutcome.Delivered or BatchOutcome.Partial or BatchOutcome.Ignored),
        ];
        if (ends.Length == 0)
        {
            return DeliveryState.InPart;
        }

        bool isRepeated = receipts.DistinctBy(receipt => receipt.Name.Run).Count() < receipts.Length;
        return Array.TrueForAll(ends, outcome => outcome == BatchOutcome.Partial) ? DeliveryState.DeadLettered
            : isRepeated || ends.Length > 1 ? DeliveryState.Twice
            : DeliveryState.Delivered;
    }
}
