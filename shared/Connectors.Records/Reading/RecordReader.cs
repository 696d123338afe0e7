using System.Buffers;

namespace Connectors.Records;

/// <summary>
/// Cuts the inflated bytes of an object into records, whatever pieces the bytes come in. Holds at most one record that
/// is not yet whole. Who has the bytes writes them to <see cref="GetMemory"/>, tells with <see cref="Advance"/> or
/// <see cref="Complete"/>, and then takes records until <see cref="TryRead"/> says that it needs more.
/// </summary>
public sealed class RecordReader : IDisposable
{
    /// <summary>As many bytes from the start of an object are enough to tell its form, and its dataset.</summary>
    public const int DetectionBytes = 64 * 1024;

    private const int LeastFreeBytes = 64 * 1024;

    private readonly int maxRecordBytes;
    private readonly Func<string, bool> isKnownField;
    private readonly ArrayPool<byte> pool;
    private ReadBuffer buffer;
    private int start;
    private int end;
    private bool isComplete;
    private bool isCutOff;
    private RecordSplitter? splitter;
    private CsvTranslator? csv;
    private RecordLocation location = new(Line: 1, ByteOffset: 0);
    private long skipping = -1; // bytes skipped so far of a record that is too long; -1 when there is none
    private bool isInsideSkippedLine;
    private bool isDisposed;

    /// <param name="maxRecordBytes">Longest record in bytes.</param>
    /// <param name="isKnownField">Whether some dataset has a field of this name: what makes a first line a CSV
    /// header.</param>
    /// <param name="pool">Where memory comes from; null for the one that all share.</param>
    public RecordReader(int maxRecordBytes, Func<string, bool> isKnownField, ArrayPool<byte>? pool = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(maxRecordBytes, 1);
        this.pool = pool ?? ArrayPool<byte>.Shared;
        buffer = new ReadBuffer(ReadBuffer.UsualBytes, this.pool);
        this.maxRecordBytes = maxRecordBytes;
        this.isKnownField = isKnownField;
    }

    /// <summary>The form of the batch; known from the first record on.</summary>
    public RecordFormat? Format { get; private set; }

    /// <summary>Where the next record begins, or a blank line before it.</summary>
    public RecordLocation Next => location;

    /// <summary>All that was written and not yet read.</summary>
    public ReadOnlySpan<byte> Unread => buffer.Bytes.AsSpan(start, end - start);

    /// <summary>Room for the object's next bytes, never empty.</summary>
    public Memory<byte> GetMemory()
    {
        if (buffer.Size - end < LeastFreeBytes)
        {
            MakeRoom();
        }

        return buffer.Bytes.AsMemory(end);
    }

    /// <summary>Tells how many bytes were written to <see cref="GetMemory"/>.</summary>
    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, buffer.Size - end);
        end += count;
    }

    /// <summary>Tells that the object has ended, so that what is left is its last record.</summary>
    public void Complete() => isComplete = true;

    /// <summary>
    /// Tells that no more bytes come although the object has not ended: only whole records are left, and what is behind
    /// the last one stays unread.
    /// </summary>
    public void CutOff() => isCutOff = true;

    /// <summary>Takes the next record.</summary>
    /// <returns>
    /// False when more bytes are needed or, after <see cref="Complete"/> or <see cref="CutOff"/>, when there is nothing
    /// more.
    /// </returns>
    public bool TryRead(out RawRecord record)
    {
        record = default;
        if (splitter is null && !TryStart())
        {
            return false;
        }

        while (skipping < 0)
        {
            // Never more than the longest record and what ends it, so that the pieces that bytes come in change
            // nothing.
            int view = Math.Min(Unread.Length, maxRecordBytes + 1);
            Split split = splitter!.Next(Unread[..view], isLast: isComplete && view == Unread.Length);
            if (split.Kind == SplitKind.NeedsMore)
            {
                if (view <= maxRecordBytes)
                {
                    return false;
                }

                skipping = 0;
                break;
            }

            bool isRecord = split.Kind == SplitKind.Record;
            record = isRecord ? Take(split) : default;
            Consume(split.Consumed, split.Lines);
            if (isRecord)
            {
                return true;
            }
        }

        return TrySkipToLineEnd(out record);
    }

    /// <summary>Passes over all records before a line without looking into them.</summary>
    /// <param name="line">As <see cref="Next"/> told it when the same object was read before.</param>
    /// <returns>
    /// False when more bytes are needed or, after <see cref="Complete"/> or <see cref="CutOff"/>, when the object ends
    /// before that line.
    /// </returns>
    public bool TrySkipTo(long line)
    {
        if (splitter is null && !TryStart())
        {
            return false;
        }

        bool moves = true;
        while (moves && location.Line < line)
        {
            // Where records are not lines, only the splitter knows where they end.
            moves = Format == RecordFormat.Lines ? TrySkipLine() : TryRead(out _);
        }

        return location.Line >= line;
    }

    public void Dispose()
    {
        start = end = 0;
        if (!isDisposed)
        {
            isDisposed = true;
            buffer.Release();
        }
    }

    // The form is told from the same bytes whatever pieces they come in: the first DetectionBytes, or all there are.
    private bool TryStart()
    {
        if (!isComplete && !isCutOff && Unread.Length < DetectionBytes)
        {
            return false;
        }

        ReadOnlySpan<byte> byteOrderMark = [0xEF, 0xBB, 0xBF];
        if (Unread.StartsWith(byteOrderMark))
        {
            Consume(byteOrderMark.Length, lines: 0);
        }

        Format = RecordFormatDetector.Detect(Unread[..Math.Min(Unread.Length, DetectionBytes)], isKnownField);
        splitter = Format switch
        {
            RecordFormat.Csv => new CsvSplitter(),
            RecordFormat.JsonSequence => new JsonSequenceSplitter(),
            _ => new LineSplitter(),
        };
        if (Format == RecordFormat.Csv)
        {
            ReadCsvHeader();
        }

        return true;
    }

    private void ReadCsvHeader()
    {
        csv = new CsvTranslator();
        Split header;
        do
        {
            header = splitter!.Next(Unread, isComplete);
            if (header.Kind == SplitKind.Record)
            {
                csv.TryReadHeader(Unread[..header.Length]);
            }

            Consume(header.Consumed, header.Lines);
        }
        while (header.Kind == SplitKind.Separator);
    }

    private RawRecord Take(Split split)
    {
        ReadOnlySpan<byte> bytes = Unread[..split.Length];
        ReadFault fault = split.Length > maxRecordBytes ? ReadFault.TooLong : ReadFault.None;
        if (csv is not null && fault == ReadFault.None)
        {
            bool isRow = csv.TryTranslate(bytes, out ReadOnlySpan<byte> translated);
            bytes = isRow ? translated : bytes;
            fault = isRow ? ReadFault.None : ReadFault.CsvRow;
        }

        return new RawRecord
        {
            Bytes = fault == ReadFault.TooLong ? default : bytes,
            Buffer = csv is null ? buffer : null,
            BufferStart = start,
            Location = location,
            Fault = fault,
            SourceLength = split.Length,
        };
    }

    private bool TrySkipToLineEnd(out RawRecord record)
    {
        int lineEnd = Unread.IndexOf((byte)'\n');
        int skipped = lineEnd < 0 ? Unread.Length : lineEnd;
        skipping += skipped;
        start += skipped;
        if (lineEnd < 0 && !isComplete)
        {
            record = default;
            return false;
        }

        record = new RawRecord { Location = location, Fault = ReadFault.TooLong, SourceLength = skipping };
        location = location with { ByteOffset = location.ByteOffset + skipping };
        skipping = -1;
        Consume(lineEnd < 0 ? 0 : 1, lines: 1);
        return true;
    }

    private bool TrySkipLine()
    {
        int lineEnd = Unread.IndexOf((byte)'\n');
        isInsideSkippedLine |= lineEnd < 0 && !Unread.IsEmpty;
        bool isLine = lineEnd >= 0 || (isComplete && isInsideSkippedLine);
        Consume(lineEnd < 0 ? Unread.Length : lineEnd + 1, isLine ? 1 : 0);
        isInsideSkippedLine &= !isLine;
        return isLine;
    }

    private void Consume(int bytes, int lines)
    {
        start += bytes;
        location = new RecordLocation(location.Line + lines, location.ByteOffset + bytes);
    }

    private void MakeRoom()
    {
        int unread = end - start;
        bool isTooSmall = buffer.Size - unread < LeastFreeBytes;
        if (isTooSmall || buffer.IsHeld)
        {
            var next = new ReadBuffer(isTooSmall ? 2 * buffer.Size : buffer.Size, pool);
            Unread.CopyTo(next.Bytes);
            buffer.Release();
            buffer = next;
        }
        else
        {
            Unread.CopyTo(buffer.Bytes);
        }

        start = 0;
        end = unread;
    }
}
