using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// The records of one batch on their way: maps each, fills payloads, keeps several in flight, sorts their receipts into
/// the ledger, and collects dead letters. Records come one after the other; not for several threads.
/// </summary>
internal sealed class BatchDelivery : IRecordTaker
{
    private const int LongestId = 64;

    private readonly ConnectorParts parts;
    private readonly Ledger ledger;
    private readonly RecordId recordId;
    private readonly RecordMapper mapper;
    private readonly PayloadPool pool;
    private readonly PayloadWriter writer;
    private readonly DeadLetterWriter letters;
    private readonly ConcurrencyLimit limit;
    private readonly List<Task<DeliveryReceipt>> inFlight = [];
    private readonly ByteWriter id = new(LongestId);
    private readonly long oldestEvent; // nanoseconds since 1970, as the batch begins
    private Payload? full;

    /// <param name="parts">What the connector is made of.</param>
    /// <param name="pool">Payloads to fill.</param>
    /// <param name="origin">Where the records come from.</param>
    /// <param name="ledger">The account that the records go into.</param>
    internal BatchDelivery(ConnectorParts parts, PayloadPool pool, BatchOrigin origin, Ledger ledger)
    {
        this.parts = parts;
        this.pool = pool;
        this.ledger = ledger;
        recordId = new RecordId(origin.IdPrefix);
        mapper = CreateMapper(parts, origin);
        writer = new PayloadWriter(parts.Destination.Limits, parts.Destination.Framing, pool, origin.ToPayloads());
        oldestEvent = OldestEvent(parts);
        letters = new DeadLetterWriter(origin, parts.Outside.Time);
        limit = new ConcurrencyLimit(parts.Options.Delivery.Concurrency);
    }

    public Problem? StopReason { get; private set; }

    public bool HasWork => full is not null || letters.IsFull;

    /// <summary>The way of this batch's records from what was read to what is sent.</summary>
    internal static RecordMapper CreateMapper(ConnectorParts parts, BatchOrigin origin) => new(
        origin.Dataset,
        parts.Options.Rules,
        names => parts.Destination.CreateEnvelope(origin.ToPayloads(), names),
        parts.Options.Schema == RecordSchema.Ocsf
            ? names => new OcsfEvents(origin.Dataset, names, parts.Outside.Time.GetUtcNow())
            : null);

    private static long OldestEvent(ConnectorParts parts)
    {
        const long nanosecondsPerMillisecond = 1_000_000;
        return parts.Destination.Limits.OldestEvent is { } age
            ? (parts.Outside.Time.GetUtcNow() - age).ToUnixTimeMilliseconds() * nanosecondsPerMillisecond
            : 0;
    }

    // Allocates nothing while all goes well.
    public void Take(in RawRecord record)
    {
        ledger.RecordsRead++;
        id.Clear();
        recordId.Write(record.Location.Line, id);
        Mapping mapping = mapper.Map(record, id.Written, writer.Begin());
        if (mapping.Time is { } time)
        {
            ledger.Note(time);
        }

        mapping = JudgeAge(mapping);
        switch (mapping.Outcome)
        {
            case MappingOutcome.Mapped when writer.Commit(record, mapping, out full):
                break;
            case MappingOutcome.Mapped:
                Bury(record, mapping with { Reason = RejectionReason.TooLargeForDestination });
                break;
            case MappingOutcome.Filtered:
                ledger.Filtered++;
                break;
            case MappingOutcome.SampledOut:
                ledger.SampledOut++;
                break;
            default:
                Bury(record, mapping);
                break;
        }
    }

    public async Task WorkAsync(CancellationToken cancel)
    {
        if (full is { } payload)
        {
            full = null;
            await StartAsync(payload, cancel);
        }

        if (letters.IsFull)
        {
            await StoreLettersAsync(cancel);
        }
    }

    public async Task FinishAsync(CancellationToken cancel)
    {
        if (writer.TakeRest() is { } rest)
        {
            await StartAsync(rest, cancel);
        }

        while (inFlight.Count > 0)
        {
            await SettleOneAsync();
        }

        await StoreLettersAsync(cancel);
        foreach ((string name, long times) in mapper.TakeUnknownFields())
        {
            ledger.UnknownFields.Add(name, times);
        }
    }

    private async Task StartAsync(Payload payload, CancellationToken cancel)
    {
        while (inFlight.Count >= limit.Current)
        {
            await SettleOneAsync();
        }

        if (StopReason is not null)
        {
            ledger.Undelivered += payload.Count;
            pool.Return(payload);
            return;
        }

        ledger.Payloads++;
        inFlight.Add(DeliverAsync(payload, cancel));
    }

    private async Task<DeliveryReceipt> DeliverAsync(Payload payload, CancellationToken cancel)
    {
        using IDisposable flight = parts.Counters.Deliveries.Begin();
        return await parts.Client.DeliverAsync(payload, cancel);
    }

    private async Task SettleOneAsync()
    {
        Task<DeliveryReceipt> done = await Task.WhenAny(inFlight);
        inFlight.Remove(done);
        DeliveryReceipt receipt = await done;
        ledger.Delivered += receipt.Delivered;
        ledger.Duplicates += receipt.Duplicates;
        ledger.Undelivered += receipt.Undelivered;
        ledger.Attempts += receipt.Attempts;
        ledger.MayHaveDoubled |= receipt.MayHaveDoubled;
        limit.Note(receipt.IsNearLimit);
        foreach ((string warning, int records) in receipt.Warnings)
        {
            ledger.Warn(warning, records);
        }

        foreach (RejectedRecord rejected in receipt.Rejected)
        {
            Bury(receipt, rejected);
        }

        // The first reason is the one that matters; what comes after follows from it.
        StopReason ??= receipt.Problem;

        pool.Return(receipt.Payload);
    }

    // What is too old for the destination is sent all the same, unless the operator wants to keep it here.
    private Mapping JudgeAge(Mapping mapping)
    {
        bool isTooOld =
            mapping.Outcome == MappingOutcome.Mapped && mapping.Time is { } time && time.Nanoseconds < oldestEvent;
        if (isTooOld && parts.Destination.Limits.RefusesOlder)
        {
            return new Mapping(MappingOutcome.Rejected)
            {
                Time = mapping.Time,
                Reason = RejectionReason.TooOldForDestination,
            };
        }

        if (isTooOld)
        {
            ledger.Warn(RejectionReason.TooOldForDestination.Code(), 1);
        }

        return mapping;
    }

    private void Bury(in RawRecord record, Mapping mapping)
    {
        ledger.Bury(mapping.Reason);
        var letter = new DeadLetter(record.Location, mapping.Reason)
        {
            Detail = mapping.Reason == RejectionReason.RecordTooLong
                ? $"longer than {CommonSettings.MaxRecordBytes.Name} ({parts.Options.MaxRecordBytes}): "
                    + "raise it and deliver the object again"
                : mapping.Detail,
            Time = mapping.Time,
            RecordBytes = record.SourceLength,
        };
        letters.Add(letter, record.Bytes);
    }

    private void Bury(DeliveryReceipt receipt, RejectedRecord rejected)
    {
        ledger.Bury(rejected.Reason);
        PayloadRecord record = receipt.Payload[rejected.Index];
        var letter = new DeadLetter(record.Location, rejected.Reason)
        {
            Status = rejected.Status,
            Attempts = receipt.Attempts,
            Time = record.Time,
            RecordBytes = record.Source.Length,
        };
        letters.Add(letter, receipt.Payload.Source(rejected.Index));
    }

    private async Task StoreLettersAsync(CancellationToken cancel)
    {
        if (letters.IsEmpty)
        {
            return;
        }

        if (await parts.DeadLetters.StoreAsync(letters.FileName, letters.Lines, cancel) is { } problem)
        {
            ledger.LoseLetters(letters.Counts);
            StopReason ??= new Problem(ReasonCodes.DeadLettersNotStored, problem);
        }
        else
        {
            ledger.KeepLetters(letters.Counts);
        }

        letters.Clear();
    }
}
