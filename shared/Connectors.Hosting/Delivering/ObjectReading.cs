using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// One object on its way from its store to records, a buffer at a time. An object that breaks off gives all its whole
/// records first; <see cref="Fault"/> then says what is wrong.
/// </summary>
internal sealed class ObjectReading : IAsyncDisposable
{
    private readonly Stream stored;
    private readonly Ledger ledger;
    private readonly RecordReader reader;
    private StoredContent? content;

    internal ObjectReading(Stream stored, Ledger ledger, RecordReader reader)
    {
        this.stored = stored;
        this.ledger = ledger;
        this.reader = reader;
    }

    /// <summary>Why the object cannot be read to its end; null while nothing is wrong.</summary>
    internal Problem? Fault { get; private set; }

    /// <summary>Whether everything that the object holds has been read into memory.</summary>
    internal bool IsAtEnd { get; private set; }

    /// <summary>What has been read and not yet taken.</summary>
    internal ReadOnlySpan<byte> Unread => reader.Unread;

    /// <summary>The line of the next record.</summary>
    internal long NextLine => reader.Next.Line;

    /// <summary>Reads enough to tell what the object holds.</summary>
    internal async Task FillHeadAsync(CancellationToken cancel)
    {
        while (reader.Unread.Length < RecordReader.DetectionBytes && await FillAsync(cancel))
        {
            // As many pieces as it takes.
        }
    }

    /// <summary>Reads the next piece.</summary>
    /// <returns>Whether there may be records to take now; false once the end has been told.</returns>
    internal async ValueTask<bool> FillAsync(CancellationToken cancel)
    {
        if (IsAtEnd)
        {
            return false;
        }

        try
        {
            content ??= await StoredContent.OpenAsync(stored, cancel);
            int count = await content.ReadAsync(reader.GetMemory(), cancel);
            ledger.BytesRead = content.BytesRead;
            ledger.BytesInflated = content.BytesInflated;
            reader.Advance(count);
            IsAtEnd = count == 0;
            if (IsAtEnd)
            {
                reader.Complete();
            }
        }
        catch (Exception fault) when (fault is InvalidDataException or IOException)
        {
            IsAtEnd = true;
            reader.CutOff();
            Fault = Explain(fault);
        }

        return true;
    }

    private Problem Explain(Exception fault) => fault switch
    {
        StoreException store => store.Problem,
        InvalidDataException when content is null => new Problem(ReasonCodes.FormUnsupported, fault.Message),
        InvalidDataException => new Problem(
            ReasonCodes.ObjectDamaged,
            $"the gzip data are damaged or end early, after {content!.BytesRead} stored "
            + $"and {content.BytesInflated} inflated bytes"),
        _ => new Problem(ReasonCodes.ObjectUnreadable, fault.Message),
    };

    /// <summary>Passes over everything before a line, at the speed of inflating.</summary>
    /// <returns>False when the object ends before that line.</returns>
    internal async Task<bool> SkipToAsync(long line, CancellationToken cancel)
    {
        while (!reader.TrySkipTo(line))
        {
            if (!await FillAsync(cancel))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Takes the next record that is whole.</summary>
    internal bool TryRead(out RawRecord record) => reader.TryRead(out record);

    public async ValueTask DisposeAsync()
    {
        reader.Dispose();
        await (content?.DisposeAsync() ?? stored.DisposeAsync());
    }
}
