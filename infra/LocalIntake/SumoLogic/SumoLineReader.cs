using System.IO.Hashing;
using System.Text.Unicode;

namespace LocalIntake;

/// <summary>
/// Reads a body of lines, each a message. A line has no id of its own: it is known by its content, the XXH128 of its
/// bytes in hexadecimal.
/// </summary>
/// <param name="body">The body.</param>
/// <param name="headers">What the request says of all lines.</param>
/// <param name="refused">The lines that a knob refuses, by their id.</param>
internal sealed class SumoLineReader(ReadOnlyMemory<byte> body, SumoHeaders headers, RefusedIds refused)
{
    // A longer message is sliced:
    // https://help.sumologic.com/docs/send-data/reference-information/collect-multiline-logs/.
    private const int MaxMessageBytes = 65_536;
    private const int HashBytes = 16;

    /// <summary>What came of the lines.</summary>
    internal ArrivalBatch Batch { get; } = new();

    internal void ReadAll() => Read(BodyLines.Of(body.Span));

    /// <summary>Takes only the first half of the lines.</summary>
    internal void ReadHalf()
    {
        List<Range> lines = BodyLines.Of(body.Span);
        Read(lines[..((lines.Count + 1) / 2)]);
    }

    /// <summary>Takes none, and says nothing of it.</summary>
    internal void Drop() => Batch.Dropped += BodyLines.Of(body.Span).Count;

    private void Read(List<Range> lines)
    {
        foreach (Range range in lines)
        {
            ReadOnlyMemory<byte> line = body[range];
            if (!Utf8.IsValid(line.Span))
            {
                Batch.Dropped++; // only UTF-8 is supported: https://help.sumologic.com, "Troubleshooting HTTP Sources"
                continue;
            }

            byte[] id = IdOf(line.Span);
            if (refused.Contains(id))
            {
                Batch.Refused++;
                continue;
            }

            Batch.Altered += line.Length > MaxMessageBytes || headers.LosesFields ? 1 : 0;
            Take(line, id);
        }
    }

    // A message that is too long becomes several.
    private void Take(ReadOnlyMemory<byte> line, byte[] id)
    {
        while (line.Length > MaxMessageBytes)
        {
            ReadOnlyMemory<byte> slice = line[..MaxMessageBytes];
            Batch.Taken.Add(ToArrival(slice, IdOf(slice.Span)));
            line = line[MaxMessageBytes..];
            id = IdOf(line.Span);
        }

        Batch.Taken.Add(ToArrival(line, id));
    }

    private Arrival ToArrival(ReadOnlyMemory<byte> message, byte[] id) => new()
    {
        Received = message, IsJson = false, Id = id, Source = headers.Name, Sourcetype = headers.Category,
    };

    private static byte[] IdOf(ReadOnlySpan<byte> line)
    {
        Span<byte> hash = stackalloc byte[HashBytes];
        XxHash128.Hash(line, hash);
        byte[] id = new byte[2 * HashBytes];
        Convert.TryToHexStringLower(hash, id, out _);
        return id;
    }
}
