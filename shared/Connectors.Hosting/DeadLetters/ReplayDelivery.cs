using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// Takes the lines of a file of dead letters and delivers their records, with their original ids and datasets, through
/// the rules and the mapping of today. What fails again becomes a new dead letter. Not for several threads.
/// </summary>
/// <param name="parts">What the connector is made of.</param>
/// <param name="payloads">Payloads to fill.</param>
/// <param name="scope">Which letters are taken, and which were sent already.</param>
/// <param name="ledger">The account of the file.</param>
internal sealed class ReplayDelivery(ConnectorParts parts, PayloadPool payloads, ReplayScope scope, Ledger ledger)
    : IRecordTaker
{
    private readonly DeadLetterParser parser = new();
    private readonly BadLines badLines = new();
    private BatchDelivery? current;
    private BatchDelivery? ended;
    private string currentPrefix = "";

    /// <summary>What is wrong with the file's lines; null when nothing is.</summary>
    internal Problem? Fault => badLines.Fault;

    public Problem? StopReason => current?.StopReason ?? ended?.StopReason;

    public bool HasWork => ended is not null || current is { HasWork: true };

    public void Take(in RawRecord record)
    {
        if (!parser.TryParse(record.Bytes, out StoredLetter letter, out RawRecord original))
        {
            badLines.Add(record.Location.Line);
            ledger.RecordsRead++;
            ledger.Undelivered++;
            return;
        }

        if (!scope.Takes(letter))
        {
            ledger.RecordsRead++;
            ledger.Filtered++;
            return;
        }

        if (!scope.IsFirst(letter))
        {
            ledger.RecordsRead++;
            ledger.Duplicates++;
            return;
        }

        if (letter.IdPrefix != currentPrefix)
        {
            MoveTo(letter);
        }

        current!.Take(original);
    }

    public async Task WorkAsync(CancellationToken cancel)
    {
        if (ended is { StopReason: null })
        {
            await ended.FinishAsync(cancel);
            ended = ended.StopReason is null ? null : ended;
        }

        if (current is { HasWork: true })
        {
            await current.WorkAsync(cancel);
        }
    }

    public async Task FinishAsync(CancellationToken cancel)
    {
        foreach (BatchDelivery? batch in (BatchDelivery?[])[ended, current])
        {
            await (batch?.FinishAsync(cancel) ?? Task.CompletedTask);
        }
    }

    // The letters of one object stand together; with the next object begins another batch.
    private void MoveTo(in StoredLetter letter)
    {
        ended = current;
        currentPrefix = letter.IdPrefix;
        ledger.Dataset = letter.Dataset;
        Dataset dataset = parts.Datasets.Find(letter.Dataset) ?? Dataset.Unknown;
        current = new BatchDelivery(
            parts, payloads, new BatchOrigin(letter.Object, letter.Etag, dataset, letter.IdPrefix), ledger);
    }
}
