using System.Buffers;
using System.Buffers.Text;
using System.Globalization;
using System.Text;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Reads dead letters back, a line each. One instance serves many lines; not for several threads.</summary>
internal sealed class DeadLetterParser
{
    private readonly FieldNames names = new(wantsAll: true);
    private readonly RecordFields fields = new();
    private readonly ByteWriter unescaped = new(0);
    private readonly RecordScanner scanner;
    private byte[] decoded = [];

    internal DeadLetterParser()
    {
        // Asked for before the first line comes: a line of a thousand other names would leave no room for them.
        foreach (string name in (string[])
        [
            "recordId", "line", "object", "byteOffset", "etag", "dataset", "reason", "recordBytes", "record",
            "recordBase64", "deadLetteredAt",
        ])
        {
            names.Want(name);
        }

        scanner = new RecordScanner(names);
    }

    /// <summary>Reads one line.</summary>
    /// <param name="line">A line as <see cref="DeadLetterWriter"/> writes it.</param>
    /// <param name="letter">The letter.</param>
    /// <param name="record">The record it is about, as it once was read; valid until the next call.</param>
    /// <returns>False when the line is no dead letter.</returns>
    internal bool TryParse(ReadOnlySpan<byte> line, out StoredLetter letter, out RawRecord record)
    {
        letter = default;
        record = default;
        if (!scanner.Scan(line, fields).IsWhole
            || Text(line, "recordId") is not { } id || !TryGetNumber(line, "line", out long number)
            || Text(line, "object") is not { } source || !TryGetNumber(line, "byteOffset", out long offset)
            || !id.EndsWith("-" + number, StringComparison.Ordinal))
        {
            return false;
        }

        string prefix = id[..(id.LastIndexOf('-') + 1)];
        letter = new StoredLetter(
            id, prefix, source, Text(line, "etag") ?? "", Text(line, "dataset") ?? "", Text(line, "reason") ?? "")
        {
            WrittenAt = DateTimeOffset.TryParse(
                Text(line, "deadLetteredAt"), CultureInfo.InvariantCulture, out DateTimeOffset time) ? time : null,
        };
        bool hasRecord = TryGetRecord(line, out ReadOnlySpan<byte> bytes);
        if (!hasRecord && letter.Reason != RejectionReason.RecordTooLong.Code())
        {
            return false;
        }

        TryGetNumber(line, "recordBytes", out long sourceLength);
        record = new RawRecord
        {
            Bytes = bytes,
            Location = new RecordLocation(number, offset),
            Fault = hasRecord ? ReadFault.None : ReadFault.TooLong,
            SourceLength = sourceLength,
        };
        return true;
    }

    private bool TryGet(string name, out FieldSlice field) =>
        fields.TryGet(names.Want(name), out field);

    private string? Text(ReadOnlySpan<byte> line, string name)
    {
        if (!TryGet(name, out FieldSlice field) || field.Kind != ValueKind.String)
        {
            return null;
        }

        unescaped.Clear();
        JsonText.WriteUnescaped(field.Text(line), unescaped);
        return Encoding.UTF8.GetString(unescaped.Written);
    }

    private bool TryGetNumber(ReadOnlySpan<byte> line, string name, out long number)
    {
        number = 0;
        return TryGet(name, out FieldSlice field) && Utf8Parser.TryParse(field.Value(line), out number, out _);
    }

    private bool TryGetRecord(ReadOnlySpan<byte> line, out ReadOnlySpan<byte> record)
    {
        if (TryGet("record", out FieldSlice field) && field.Kind == ValueKind.Object)
        {
            record = field.Value(line);
            return true;
        }

        record = default;
        if (!TryGet("recordBase64", out field))
        {
            return false;
        }

        ReadOnlySpan<byte> text = field.Text(line);
        decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        bool isDecoded = Base64.DecodeFromUtf8(text, decoded, out _, out int length) == OperationStatus.Done;
        record = decoded.AsSpan(0, length);
        return isDecoded;
    }
}

/// <summary>What a stored dead letter says about its record.</summary>
/// <param name="RecordId">The record's id.</param>
/// <param name="IdPrefix">The id without the line.</param>
/// <param name="Object">The object that the record came from.</param>
/// <param name="Etag">That object's etag.</param>
/// <param name="Dataset">The record's dataset.</param>
/// <param name="Reason">The code of the reason.</param>
internal readonly record struct StoredLetter(
    string RecordId, string IdPrefix, string Object, string Etag, string Dataset, string Reason)
{
    /// <summary>When the letter was written; null when it does not say.</summary>
    internal DateTimeOffset? WrittenAt { get; init; }
}
