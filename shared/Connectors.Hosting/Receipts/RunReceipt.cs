using System.Buffers;
using System.Text.Json;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>The receipt of one run of one object, from its opening to its ledger. Not for several threads.</summary>
/// <param name="store">Where it goes.</param>
/// <param name="deadLetters">Where dead letters go.</param>
internal sealed class RunReceipt(ReceiptStore store, string deadLetters)
{
    private const int FormatVersion = 1;

    private readonly DateTimeOffset start = store.Time.GetUtcNow();
    private readonly string id = NewId(store.Time.GetUtcNow());
    private string? sha256;

    /// <summary>An id that no other run has; ids sort by time.</summary>
    internal static string NewId(DateTimeOffset time) => Guid.CreateVersion7(time).ToString("N");

    /// <summary>Whether an object is a receipt, by how it begins.</summary>
    internal static bool IsReceipt(ReadOnlySpan<byte> text) => text.StartsWith("{\"receipt\":1,\"id\":\""u8);

    /// <summary>A receipt of nothing yet: a connector begins.</summary>
    internal static ReadOnlyMemory<byte> Start(string id, string destination, DateTimeOffset time) => ToJson(id, json =>
    {
        json.WriteString("destination", destination);
        json.WriteString("connector", CommandLine.Version);
        json.WriteString("startedAt", time.UtcDateTime);
    });

    /// <summary>Makes sure that receipts can be written, before anything is read.</summary>
    /// <returns>What is wrong, for a person; null when nothing is.</returns>
    internal Task<string?> PrepareAsync(CancellationToken cancel) => store.PrepareAsync(cancel);

    /// <inheritdoc cref="ReceiptStore.Refuse"/>
    internal string? Refuse(ObjectIdentity identity) => store.Refuse(identity);

    /// <summary>
    /// Completes the hash while the content is still open. It is of the whole object, also when a run goes on in the
    /// middle: that run passes over the bytes before. A run that stopped early has none.
    /// </summary>
    internal async Task HashAsync(HashingStream content, Ledger ledger, CancellationToken cancel)
    {
        try
        {
            sha256 = IsLast(ledger.Outcome) ? await content.FinishAsync(cancel) : null;
        }
        catch (IOException)
        {
            // All records were read; what cannot be read any more are bytes behind them. The receipt has no hash.
        }
    }

    /// <summary>
    /// Leaves the receipt, unless this run left nothing at the destination. If it cannot be written, the ledger says so
    /// and the object is not settled: no audit would know of it.
    /// </summary>
    internal async Task LeaveAsync(ObjectOpening.Opened opened, Ledger ledger, CancellationToken cancel)
    {
        if (await WriteAsync(opened, ledger, cancel) is { } problem)
        {
            bool hasFailed = ledger.Outcome is BatchOutcome.Unavailable or BatchOutcome.Unreadable;
            ledger.End(
                hasFailed ? ledger.Outcome : BatchOutcome.Unavailable,
                new Problem(
                    hasFailed ? ledger.Code! : ReasonCodes.ReceiptNotWritten,
                    hasFailed ? $"{ledger.Reason}; and {problem}" : problem));
            ledger.NextLine = null;
        }
    }

    private async Task<string?> WriteAsync(ObjectOpening.Opened opened, Ledger ledger, CancellationToken cancel)
    {
        bool hasDelivered = ledger.Delivered > (ledger.Before?.Delivered ?? 0) || ledger.MayHaveDoubled;
        if (!IsLast(ledger.Outcome) && ledger.Outcome != BatchOutcome.Continued && !hasDelivered)
        {
            return null;
        }

        var name = new ReceiptName(
            ReceiptName.PathOf(opened.Identity), ReceiptName.Hash(opened.Etag), ReceiptName.Hash(opened.Version),
            ledger.Runs, ledger.Outcome, id);
        return await store.WriteAsync(name, ToJson(opened, ledger), cancel);
    }

    // Whether nothing more is to come for the object.
    private static bool IsLast(BatchOutcome outcome) =>
        outcome is BatchOutcome.Delivered or BatchOutcome.Partial or BatchOutcome.Ignored;

    private ReadOnlyMemory<byte> ToJson(ObjectOpening.Opened opened, Ledger ledger) => ToJson(id, json =>
    {
        json.WriteString("object", opened.Identity.Uri);
        json.WriteString("etag", opened.Etag);
        json.WriteString("version", opened.Version);
        json.WriteNumber("bytes", opened.Bytes);
        json.WriteString("sha256", sha256);
        json.WriteString("destination", store.Destination);
        json.WriteString("connector", CommandLine.Version);
        json.WriteString("startedAt", start.UtcDateTime);
        json.WriteString("endedAt", store.Time.GetUtcNow().UtcDateTime);
        json.WriteString("deadLetters", ledger.DeadLettered > 0 ? deadLetters : null);
        json.WritePropertyName("ledger");
        json.WriteRawValue(ledger.ToJson());
    });

    private static ReadOnlyMemory<byte> ToJson(string id, Action<Utf8JsonWriter> write)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteNumber("receipt", FormatVersion); // first, so that a receipt is not taken for a batch
            json.WriteString("id", id);
            write(json);
            json.WriteEndObject();
        }

        bytes.Write("\n"u8);
        return bytes.WrittenMemory;
    }
}
