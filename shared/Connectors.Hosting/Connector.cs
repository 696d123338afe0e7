using Connectors.Delivery;
using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>
/// Delivers objects, one call each: the only class that knows the order of things. Whoever calls it acknowledges the
/// object only if the ledger's outcome is delivered, partial or ignored. For several threads.
/// </summary>
public sealed partial class Connector
{
    private readonly ConnectorParts parts;
    private readonly DatasetDetector detector;
    private readonly PayloadPool payloads;
    private readonly ILogger log;

    public Connector(ConnectorParts parts)
    {
        this.parts = parts;
        detector = new DatasetDetector(parts.Datasets, parts.Options.Routes);
        payloads = new PayloadPool(parts.Destination.Limits);
        log = parts.Outside.Logs.CreateLogger<Connector>();
    }

    /// <summary>Delivers all records of one object.</summary>
    /// <param name="reference">Which object.</param>
    /// <param name="progress">Told from time to time how far it is; most often null.</param>
    /// <param name="cancel">Stops the delivery; nothing may then be acknowledged.</param>
    /// <returns>What became of every record. Throws only when cancelled.</returns>
    public Task<Ledger> DeliverAsync(BatchReference reference, IProgress<Ledger>? progress, CancellationToken cancel) =>
        HandleAsync(
            reference,
            (opened, ledger) => DeliverAsync(
                opened, ledger, origin => new BatchDelivery(parts, payloads, origin, ledger), progress, cancel),
            cancel);

    /// <summary>Reads the first records of an object and shows them to a preview; sends nothing.</summary>
    internal Task<Ledger> PreviewAsync(
        BatchReference reference, Func<BatchOrigin, IRecordTaker> createPreview, CancellationToken cancel) =>
        HandleAsync(
            reference, (opened, ledger) => DeliverAsync(opened, ledger, createPreview, progress: null, cancel), cancel);

    /// <summary>
    /// Sends the dead letters of one file again. Those that fail again become new dead letters: when the outcome is
    /// delivered or partial, the file has done its service.
    /// </summary>
    /// <param name="file">A file of dead letters.</param>
    /// <param name="scope">Which letters are taken, and which this replay has sent already; grows.</param>
    /// <param name="progress">As in
    /// <see cref="DeliverAsync(BatchReference, IProgress{Ledger}?, CancellationToken)"/>.</param>
    /// <param name="cancel">Stops the replay.</param>
    public Task<Ledger> ReplayAsync(
        BatchReference file, ReplayScope scope, IProgress<Ledger>? progress, CancellationToken cancel) =>
        HandleAsync(file, (opened, ledger) => ReplayAsync(opened, ledger, scope, progress, cancel), cancel);

    /// <summary>Counts the dead letters of one file, and sends nothing.</summary>
    public Task<Ledger> CountAsync(BatchReference file, DeadLetterCount count, CancellationToken cancel) =>
        HandleAsync(file, (opened, ledger) => CountAsync(opened, ledger, count, cancel), cancel);

    private async Task DeliverAsync(
        ObjectOpening.Opened opened,
        Ledger ledger,
        Func<BatchOrigin, IRecordTaker> createTaker,
        IProgress<Ledger>? progress,
        CancellationToken cancel)
    {
        ObjectIdentity identity = opened.Identity;
        int maxRecordBytes = parts.Options.MaxRecordBytes;
        await using ObjectReading reading = Read(opened, ledger, maxRecordBytes);

        // 1. Enough of the object to tell what it holds.
        await reading.FillHeadAsync(cancel);
        if (IgnoredObject.Reason(identity.Key, reading.Unread, reading.IsAtEnd && reading.Fault is null) is { } reason)
        {
            ledger.Outcome = BatchOutcome.Ignored;
            ledger.Reason = reason;
            return;
        }

        // 2. The dataset, which says how every record is mapped.
        Dataset dataset = detector.FromKey(identity.Key) ?? detector.FromRecords(reading.Unread, maxRecordBytes);
        ledger.Dataset = dataset.Name;

        // 3. Record by record: map, fill payloads, deliver, bury.
        var origin = new BatchOrigin(identity.Uri, identity.Version, dataset, RecordId.Of(identity).Prefix);
        IRecordTaker batch = createTaker(origin);
        await PumpAsync(reading, batch, progress is null ? null : () => progress.Report(ledger), cancel);

        // 4. Every receipt is in: only now is anything known.
        Settle(ledger, batch.StopReason, reading.Fault);
    }

    private async Task ReplayAsync(
        ObjectOpening.Opened opened, Ledger ledger, ReplayScope scope, IProgress<Ledger>? progress,
        CancellationToken cancel)
    {
        await using ObjectReading reading = Read(opened, ledger, LongestLetter);
        var replay = new ReplayDelivery(parts, payloads, scope, ledger);
        await PumpAsync(reading, replay, progress is null ? null : () => progress.Report(ledger), cancel);
        Settle(ledger, replay.StopReason, reading.Fault ?? replay.Fault);
    }

    private async Task CountAsync(
        ObjectOpening.Opened opened, Ledger ledger, DeadLetterCount count, CancellationToken cancel)
    {
        await using ObjectReading reading = Read(opened, ledger, LongestLetter);
        await PumpAsync(reading, count, report: null, cancel);
        Settle(ledger, stopReason: null, reading.Fault);
    }

    private ObjectReading Read(ObjectOpening.Opened opened, Ledger ledger, int maxRecordBytes) =>
        new(opened.Content, ledger, new RecordReader(maxRecordBytes, parts.Datasets.IsField));

    // A letter holds its record, at most as base64, and some hundred bytes about it.
    private int LongestLetter => (2 * parts.Options.MaxRecordBytes) + RecordReader.DetectionBytes;

    private async Task<Ledger> HandleAsync(
        BatchReference reference, Func<ObjectOpening.Opened, Ledger, Task> handle, CancellationToken cancel)
    {
        long start = parts.Outside.Time.GetTimestamp();
        var ledger = new Ledger { Object = reference.Uri };
        switch (await parts.Objects.OpenAsync(reference, cancel))
        {
            case ObjectOpening.Opened opened:
                ledger.Object = opened.Identity.Uri;
                ledger.Etag = opened.Identity.Version;
                await handle(opened, ledger);
                ledger.Reason = ledger.Reason.Length > 0 ? ledger.Reason : opened.Note;
                break;
            case ObjectOpening.Unreadable unreadable:
                ledger.Outcome = BatchOutcome.Unreadable;
                ledger.Reason = unreadable.Reason;
                break;
        }

        ledger.Seconds = parts.Outside.Time.GetElapsedTime(start).TotalSeconds;
        return Close(ledger);
    }

    private static async Task PumpAsync(
        ObjectReading reading, IRecordTaker taker, Action? report, CancellationToken cancel)
    {
        do
        {
            while (taker.StopReason is null && reading.TryRead(out RawRecord record))
            {
                taker.Take(record);
                if (taker.HasWork)
                {
                    await taker.WorkAsync(cancel);
                }
            }

            report?.Invoke();
        }
        while (taker.StopReason is null && await reading.FillAsync(cancel));

        await taker.FinishAsync(cancel);
        report?.Invoke();
    }

    private static void Settle(Ledger ledger, string? stopReason, string? fault)
    {
        ledger.Reason = stopReason ?? fault ?? "";
        ledger.Outcome = (stopReason, fault, ledger.DeadLettered) switch
        {
            (not null, _, _) => BatchOutcome.Unavailable,
            (_, not null, _) => BatchOutcome.Unreadable,
            (_, _, > 0) => BatchOutcome.Partial,
            _ => BatchOutcome.Delivered,
        };
    }

    // The sum is checked for every object. If it is wrong, the program is wrong, and nothing may be acknowledged.
    private Ledger Close(Ledger ledger)
    {
        if (!ledger.IsBalanced)
        {
            ledger.Outcome = BatchOutcome.Unavailable;
            ledger.Reason = "the ledger does not balance: this is a fault of the connector, please report it";
            LogUnbalanced(ledger.Object);
        }

        LogLedger(
            ledger.Object, ledger.Outcome, ledger.Reason, ledger.Dataset, ledger.RecordsRead, ledger.Delivered,
            ledger.Duplicates, ledger.Filtered, ledger.SampledOut, ledger.DeadLettered, ledger.Undelivered,
            ledger.Payloads, ledger.Attempts);
        return ledger;
    }
}
