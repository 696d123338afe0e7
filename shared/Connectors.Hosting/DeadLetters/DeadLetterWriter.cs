using System.Text.Json;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// Collects the dead letters of one batch, one JSON object a line, until somebody stores them. Not for several threads.
/// </summary>
/// <param name="origin">What all of them have in common.</param>
/// <param name="time">The clock.</param>
internal sealed class DeadLetterWriter(BatchOrigin origin, TimeProvider time)
{
    /// <summary>
    /// Letters are stored when they have this size, so that memory stays bounded when every record is refused.
    /// </summary>
    private const int FullBytes = 4 * 1024 * 1024;

    private const int FormatVersion = 1;

    private readonly ByteWriter lines = new(0);
    private long firstLine;

    /// <summary>What is collected now.</summary>
    internal ReasonCounts Counts { get; } = [];

    internal bool IsEmpty => lines.Length == 0;

    internal bool IsFull => lines.Length >= FullBytes;

    /// <summary>The name of the file for what is collected now.</summary>
    internal string FileName => origin.FileName(firstLine);

    internal ReadOnlyMemory<byte> Lines => lines.WrittenMemory;

    /// <summary>Whether a text begins as every letter does.</summary>
    internal static bool IsLetter(ReadOnlySpan<byte> text)
    {
        ReadOnlySpan<byte> line = text[..(text.IndexOf((byte)'\n') is >= 0 and var end ? end : text.Length)];
        return line.StartsWith("{\"version\":1,\"object\":\""u8) && line.IndexOf(",\"recordId\":\""u8) >= 0
            && line.IndexOf(",\"reason\":\""u8) >= 0;
    }

    internal void Clear()
    {
        lines.Clear();
        Counts.Clear();
    }

    /// <summary>Adds one letter.</summary>
    /// <param name="letter">Why it cannot be delivered.</param>
    /// <param name="record">The record as it was read; empty when it was too long to keep.</param>
    internal void Add(DeadLetter letter, ReadOnlySpan<byte> record)
    {
        firstLine = IsEmpty ? letter.Location.Line : Math.Min(firstLine, letter.Location.Line);
        using (var json = new Utf8JsonWriter(lines))
        {
            json.WriteStartObject();
            json.WriteNumber("version", FormatVersion);
            json.WriteString("object", origin.Object);
            json.WriteString("etag", origin.Etag);
            json.WriteString("dataset", origin.Dataset.Name);
            json.WriteNumber("line", letter.Location.Line);
            json.WriteNumber("byteOffset", letter.Location.ByteOffset);
            json.WriteString("recordId", origin.IdPrefix + letter.Location.Line);
            WriteReason(json, letter);
            WriteRecord(json, letter, record);
            json.WriteEndObject();
        }

        lines.Write((byte)'\n');
        Counts.Add(letter.Reason);
    }

    private void WriteReason(Utf8JsonWriter json, DeadLetter letter)
    {
        json.WriteString("reason", letter.Reason.Code());
        json.WriteString("detail", letter.Detail);
        json.WriteString("status", letter.Status);
        json.WriteNumber("attempts", letter.Attempts);
        json.WriteString("deadLetteredAt", time.GetUtcNow().UtcDateTime);
        if (letter.Time is { } eventTime)
        {
            json.WriteString("eventTime", eventTime.ToString());
        }
    }

    // What is JSON stays JSON, byte for byte but for line ends between its values; what is not is kept as base64.
    private static void WriteRecord(Utf8JsonWriter json, DeadLetter letter, ReadOnlySpan<byte> record)
    {
        json.WriteNumber("recordBytes", letter.RecordBytes);
        if (record.IsEmpty)
        {
            return;
        }

        bool isJson = letter.Reason is RejectionReason.NotRedactable or RejectionReason.TooLargeForDestination
            or RejectionReason.TooOldForDestination or RejectionReason.RefusedByDestination;
        if (!isJson)
        {
            json.WriteBase64String("recordBase64", record);
            return;
        }

        byte[] line = record.ToArray();
        line.AsSpan().Replace((byte)'\n', (byte)' ');
        json.WritePropertyName("record");
        json.WriteRawValue(line, skipInputValidation: true);
    }
}
