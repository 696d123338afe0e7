using System.Text;
using Connectors.Records;

namespace Connectors.Delivery.Tests;

/// <summary>A payload can show its records as they were read when the reader has long gone on.</summary>
public sealed class HeldRecordTests
{
    private const int Records = 4_000;
    private const int BufferBytes = 256 * 1024;
    private const int PieceBytes = 50_000;
    private const int RecordBytes = 500; // about: eight buffers of a reader in all

    [Theory]
    [InlineData(1, 20_000_000)] // all in one payload
    [InlineData(1, 700_000)] // a payload for every two or three buffers
    [InlineData(3, 300_000)] // of more memory than a payload may hold
    [InlineData(100, 300_000)]
    public void What_is_held_or_copied_stays_as_it_was_read(int every, int fillBytes)
    {
        string[] lines = [.. Enumerable.Range(1, Records).Select(Line)];
        using var reader = new RecordReader(maxRecordBytes: 10_000, _ => false);
        var limits = new PayloadLimits(fillBytes, int.MaxValue, int.MaxValue);
        var pool = new PayloadPool(limits);
        var writer = new PayloadWriter(limits, PayloadFraming.Lines, pool, Some.Origin);
        HashSet<ReadBuffer> buffers = [];
        List<Payload> open = [];
        List<string> sources = [];
        byte[] bytes = Encoding.UTF8.GetBytes(string.Join('\n', lines) + "\n");
        for (int start = 0; start < bytes.Length; start += PieceBytes)
        {
            Give(reader, bytes.AsSpan(start, Math.Min(PieceBytes, bytes.Length - start)));
            while (reader.TryRead(out RawRecord record))
            {
                buffers.Add(record.Buffer!);
                if (record.Location.Line % every == 0)
                {
                    writer.Begin().Write(record.Bytes);
                    writer.Commit(record, Some.NotCarried, out Payload? full);
                    open.AddRange(full is null ? [] : [full]);
                }
            }

            int most = (open.Count + 1) * (3 * fillBytes / 2 / BufferBytes);
            Assert.InRange(buffers.Count(buffer => buffer.Size > 0), 0, 1 + most);

            // Two are on their way at a time, and what has arrived is filled again.
            while (open.Count > 2)
            {
                Settle(open, sources, pool);
            }
        }

        open.Add(writer.TakeRest()!);
        while (open.Count > 0)
        {
            Settle(open, sources, pool);
        }

        Assert.Equal(lines.Where((_, index) => (index + 1) % every == 0), sources);
    }

    [Fact]
    public void A_reader_goes_on_in_the_same_memory_when_nobody_holds_it()
    {
        using var reader = new RecordReader(maxRecordBytes: 10_000, _ => false);
        HashSet<ReadBuffer> buffers = [];
        ReadBuffer? held = null;
        for (int line = 1; line <= Records; line++)
        {
            Give(reader, Encoding.UTF8.GetBytes(Line(line) + "\n"));
            while (reader.TryRead(out RawRecord record))
            {
                buffers.Add(record.Buffer!);
                if (record.Location.Line == Records / 2)
                {
                    held = record.Buffer!;
                    held.Hold();
                }
            }
        }

        Assert.Equal(2, buffers.Count);
        held!.Release();
        Assert.Equal(0, held.Size);
        Assert.Throws<ArgumentOutOfRangeException>(held.Release);
    }

    private static string Line(int number) =>
        $$"""{"n":{{number}},"text":"{{new string((char)('a' + (number % 26)), RecordBytes)}}"}""";

    private static void Give(RecordReader reader, ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(reader.GetMemory().Span);
        reader.Advance(bytes.Length);
    }

    private static void Settle(List<Payload> open, List<string> sources, PayloadPool pool)
    {
        Payload payload = open[0];
        open.RemoveAt(0);
        for (int index = 0; index < payload.Count; index++)
        {
            sources.Add(Encoding.UTF8.GetString(payload.Source(index)));
        }

        pool.Return(payload);
    }
}
