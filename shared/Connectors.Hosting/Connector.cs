using System.Buffers;
using Connectors.Delivery;
using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>
/// Delivers objects, one call each: the only class that knows the order of things. Whoever calls it acknowledges the
/// object only if the ledger's outcome is delivered, partial or ignored, or if it is continued and somebody is sure to
/// continue. For several threads.
/// </summary>
public sealed partial class Connector
{
    private readonly ConnectorParts parts;
    private readonly DatasetDetector detector;
    private readonly PayloadPool payloads;
    private readonly ArrayPool<byte> memory = ReadBuffer.CreatePool(); // payloads hold it until they are delivered
    private readonly ILogger log;

    public Connector(ConnectorParts parts)
    {
        this.parts = parts;
        detector = new DatasetDetector(parts.Datasets, parts.Options.Routes);
        payloads = new PayloadPool(parts.Destination.Limits);
        log = parts.Outside.Logs.CreateLogger<Connector>();
    }

    /// <summary>Delivers all records of one object, whatever time that takes.</summary>
    /// <inheritdoc cref="DeliverAsync(BatchReference, Deadline, IProgress{Ledger}?, CancellationToken)"/>
    public Task<Ledger> DeliverAsync(BatchReference reference, IProgress<Ledger>? progress, CancellationToken cancel) =>
        DeliverAsync(reference, Deadline.None, progress, cancel);

    /// <summary>Delivers the records of one object, or as many of them as the time allows.</summary>
    /// <param name="reference">Which object, and where to go on.</param>
    /// <param name="deadline">When to stop reading, and when to give up.</param>
    /// <param name="progress">Told from time to time how far it is; most often null.</param>
    /// <param name="cancel">Stops the delivery; nothing may then be acknowledged.</param>
    /// <returns>What became of every record. Throws only when cancelled.</returns>
    public Task<Ledger> DeliverAsync(
        BatchReference reference, Deadline deadline, IProgress<Ledger>? progress, CancellationToken cancel) =>
        HandleAsync(
            new ObjectRun(reference, deadline, progress)
            {
                Receipt = parts.Receipts is { } receipts ? new RunReceipt(receipts, parts.Options.DeadLetters) : null,
            },
            (opened, run, stop) => DeliverAsync(
                opened, run, origin => new BatchDelivery(parts, payloads, origin, run.Ledger), stop),
            cancel);

    /// <summary>Reads the first records of an object and shows them to a preview; sends nothing.</summary>
    internal Task<Ledger> PreviewAsync(
        BatchReference reference, Func<BatchOrigin, IRecordTaker> createPreview, CancellationToken cancel) =>
        HandleAsync(
            new ObjectRun(reference, Deadline.None, Progress: null),
            (opened, run, stop) => DeliverAsync(opened, run, createPreview, stop),
            cancel);

    /// <summary>
    /// Sends the dead letters of one file again. Those that fail again become new dead letters: when the outcome is
    /// delivered or partial, the file has done its service.
    /// </summary>
    /// <param name="file">A file of dead letters.</param>
    /// <param name="scope">Which letters are taken, and which this replay has sent already; grows.</param>
    /// <param name="progress">As in
    /// <see cref="DeliverAsync(BatchReference, Deadline, IProgress{Ledger}?, CancellationToken)"/>.</param>
    /// <param name="cancel">Stops the replay.</param>
    public Task<Ledger> ReplayAsync(
        BatchReference file, ReplayScope scope, IProgress<Ledger>? progress, CancellationToken cancel) =>
        HandleAsync(
            new ObjectRun(file, Deadline.None, progress),
            (opened, run, stop) => ReplayAsync(opened, run, scope, stop),
            cancel);

    /// <summary>Counts the dead letters of one file, and sends nothing.</summary>
    public Task<Ledger> CountAsync(BatchReference file, DeadLetterCount count, CancellationToken cancel) =>
        HandleAsync(
            new ObjectRun(file, Deadline.None, Progress: null),
            (opened, run, stop) => CountAsync(opened, run, count, stop),
            cancel);

    private async Task DeliverAsync(
        ObjectOpening.Opened opened, ObjectRun run, Func<BatchOrigin, IRecordTaker> createTaker,
        CancellationToken cancel)
    {
        HashingStream? hashed = run.Receipt is null ? null : new HashingStream(opened.Content);
        await using ObjectReading reading =
            Read(hashed ?? opened.Content, run.Ledger, parts.Options.MaxRecordBytes);
        await DeliverAsync(reading, opened.Identity, run, createTaker, cancel);
        await (run.Receipt?.HashAsync(hashed!, run.Ledger, cancel) ?? Task.CompletedTask);
    }

    private async Task DeliverAsync(
        ObjectReading reading, ObjectIdentity identity, ObjectRun run, Func<BatchOrigin, IRecordTaker> createTaker,
        CancellationToken cancel)
    {
        Ledger ledger = run.Ledger;

        // 1. Enough of the object to tell what it holds.
        await reading.FillHeadAsync(cancel);
        if (IgnoredObject.Reason(identity.Key, reading.Unread, reading.IsAtEnd && reading.Fault is null) is { } reason)
        {
            ledger.Outcome = BatchOutcome.Ignored;
            ledger.Reason = reason;
            run.Receipt = IgnoredObject.IsOurs(reading.Unread) ? null : run.Receipt;
            return;
        }

        // 2. The dataset, which says how every record is mapped.
        Dataset dataset = detector.FromKey(identity.Key)
            ?? detector.FromRecords(reading.Unread, parts.Options.MaxRecordBytes);
        ledger.Dataset = dataset.Name;
        using IDisposable? scope = log.Within(("dataset", dataset.Name));

        // 3. Earlier runs may have been here: pass over what they accounted for.
        if (await GoOnAsync(reading, run, cancel) is { } problem)
        {
            ledger.End(BatchOutcome.Unreadable, problem);
            return;
        }

        // 4. Record by record: map, fill payloads, deliver, bury.
        var origin = new BatchOrigin(identity.Uri, identity.Version, dataset, RecordId.Of(identity).Prefix);
        IRecordTaker batch = createTaker(origin);
        bool hasMore = await PumpAsync(reading, batch, run, cancel);

        // 5. Every receipt is in: only now is anything known.
        ledger.Settle(batch.StopReason, reading.Fault);
        if (hasMore)
        {
            ledger.ContinueAt(reading.NextLine);
        }

        ledger.NoteChange(run.Note);
    }

    private async Task<Problem?> GoOnAsync(ObjectReading reading, ObjectRun run, CancellationToken cancel)
    {
        if (run.Reference.Continuation is not { } before)
        {
            return null;
        }

        if (before.Identity != run.Ledger.Etag)
        {
            string changed = $"the object was changed after {before.NextLine - 1} lines of it were delivered";
            run.Note = $"{changed}: this is the new one, from its first line on";
            return parts.Options.DeliversChanged
                ? null
                : new Problem(
                    ReasonCodes.ObjectChanged,
                    $"{changed}: {CommonSettings.ChangedObject.Name}=deliver delivers the new one from its first "
                    + "line on");
        }

        run.Ledger.GoOnFrom(before);
        return await reading.SkipToAsync(before.NextLine, cancel)
            ? null
            : reading.Fault ?? new Problem(
                ReasonCodes.ContinuationWrong,
                $"the object ends before line {before.NextLine}, where it is to be continued");
    }

    private async Task ReplayAsync(
        ObjectOpening.Opened opened, ObjectRun run, ReplayScope scope, CancellationToken cancel)
    {
        await using ObjectReading reading = Read(opened.Content, run.Ledger, LongestLetter);
        var replay = new ReplayDelivery(parts, payloads, scope, run.Ledger);
        await PumpAsync(reading, replay, run, cancel);
        run.Ledger.Settle(replay.StopReason, reading.Fault ?? replay.Fault);
    }

    private async Task CountAsync(
        ObjectOpening.Opened opened, ObjectRun run, DeadLetterCount count, CancellationToken cancel)
    {
        await using ObjectReading reading = Read(opened.Content, run.Ledger, LongestLetter);
        await PumpAsync(reading, count, run, cancel);
        run.Ledger.Settle(stopReason: null, reading.Fault ?? count.Fault);
    }

    private ObjectReading Read(Stream content, Ledger ledger, int maxRecordBytes) =>
        new(content, ledger, new RecordReader(maxRecordBytes, parts.Datasets.IsField, memory));

    // A letter holds its record, at most as base64, and some hundred bytes about it.
    private int LongestLetter => (2 * parts.Options.MaxRecordBytes) + RecordReader.DetectionBytes;

    private async Task<Ledger> HandleAsync(
        ObjectRun run, Func<ObjectOpening.Opened, ObjectRun, CancellationToken, Task> handle, CancellationToken cancel)
    {
        long start = parts.Outside.Time.GetTimestamp();
        Ledger ledger = run.Ledger;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel, run.Deadline.Passed);
        using IDisposable flight = parts.Counters.Objects.Begin();
        using IDisposable? scope = log.Within(("object", ledger.Object));
        ObjectOpening? opening = null;
        try
        {
            opening = await OpenAsync(run, stop.Token);
            if (opening is ObjectOpening.Opened opened)
            {
                ledger.Object = opened.Identity.Uri;
                ledger.Etag = opened.Identity.Version;
                if (run.Receipt?.Refuse(opened.Identity) is { } refusal)
                {
                    await opened.Content.DisposeAsync();
                    ledger.End(BatchOutcome.Unreadable, new Problem(ReasonCodes.ReceiptNotWritten, refusal));
                    return Close(ledger);
                }

                parts.Counters.NoteBacklog(parts.Outside.Time.GetUtcNow() - opened.Created);
                await handle(opened, run, stop.Token);
                ledger.NoteChange(opened.Note);
            }
            else if (opening is ObjectOpening.Unreadable unreadable)
            {
                ledger.End(BatchOutcome.Unreadable, new Problem(unreadable.Code, unreadable.Reason));
            }
        }
        catch (OperationCanceledException)
            when (run.Deadline.Passed.IsCancellationRequested && !cancel.IsCancellationRequested)
        {
            // What was still in flight may be there or not: the object is delivered again, with the same ids.
            ledger.GiveUpRest();
            ledger.End(BatchOutcome.Unavailable, new Problem(
                ReasonCodes.TimeEnded, "the time ended before every delivery was settled"));
        }

        ledger.Seconds = parts.Outside.Time.GetElapsedTime(start).TotalSeconds;
        if (run.Receipt is { } receipt && opening is ObjectOpening.Opened read && ledger.IsBalanced)
        {
            await receipt.LeaveAsync(read, ledger, cancel);
        }

        return Close(ledger);
    }

    // Where no receipt can be written, nothing is read: what is delivered without one would be delivered again.
    private async Task<ObjectOpening> OpenAsync(ObjectRun run, CancellationToken cancel) =>
        run.Receipt is { } receipt && await receipt.PrepareAsync(cancel) is { } problem
            ? new ObjectOpening.Unreadable(problem) { Code = ReasonCodes.ReceiptNotWritten }
            : await parts.Objects.OpenAsync(run.Reference, cancel);

    // The deadline is looked at where waiting was possible, not for every record.
    private static async Task<bool> PumpAsync(
        ObjectReading reading, IRecordTaker taker, ObjectRun run, CancellationToken cancel)
    {
        bool isLate = run.Deadline.IsNear;
        do
        {
            while (!isLate && taker.WantsMore && reading.TryRead(out RawRecord record))
            {
                taker.Take(record);
                if (taker.HasWork)
                {
                    await taker.WorkAsync(cancel);
                    isLate = run.Deadline.IsNear;
                }
            }

            run.Progress?.Report(run.Ledger);
            isLate |= run.Deadline.IsNear;
        }
        while (!isLate && taker.WantsMore && await reading.FillAsync(cancel));

        bool hasMore = isLate && !(reading.IsAtEnd && reading.Unread.IsEmpty);
        await taker.FinishAsync(cancel);
        run.Progress?.Report(run.Ledger);
        return hasMore && taker.StopReason is null && reading.Fault is null;
    }

    // The sum is checked for every object. If it is wrong, the program is wrong, and nothing may be acknowledged.
    private Ledger Close(Ledger ledger)
    {
        if (!ledger.IsBalanced)
        {
            ledger.End(BatchOutcome.Unavailable, new Problem(
                ReasonCodes.LedgerUnbalanced,
                "the ledger does not balance: this is a fault of the connector, please report it"));
            LogUnbalanced(ledger.Object, ReasonCodes.LedgerUnbalanced);
        }

        foreach ((RejectionReason reason, long records) in ledger.Rejected)
        {
            LogRejected(records, reason.Entry(), reason.Code());
        }

        parts.Counters.Add(ledger);
        LogLedger(
            ledger.Object, ledger.Outcome, ledger.Code, ledger.Reason, ledger.Dataset, ledger.RecordsRead,
            ledger.Delivered, ledger.Duplicates, ledger.Filtered, ledger.SampledOut, ledger.DeadLettered,
            ledger.Undelivered, ledger.Payloads, ledger.Attempts, ledger.Runs, ledger.NextLine, ledger.BytesRead,
            ledger.Seconds);
        if (!ledger.UnknownFields.IsEmpty)
        {
            LogUnknownFields(ledger.Object, ledger.Dataset, ledger.UnknownFields, ledger.UnknownFields.OfOthers);
        }

        return ledger;
    }
}
