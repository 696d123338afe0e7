using Connectors.Records;

namespace Connectors.Benchmarks;

/// <summary>The forms in which Logpush writes times (<c>timestamp_format</c>).</summary>
public enum TimeFormat
{
    Rfc3339,
    Rfc3339Ms,
    Rfc3339Ns,
    Unix,
    UnixNano,
}

/// <summary>What the values of one record have in common: its time, and where chance stands.</summary>
internal sealed class Moment(int seed, TimeFormat format, DateTimeOffset start)
{
    private const long NanosecondsPerMillisecond = 1_000_000;

    private readonly Random random = new(seed);
    private long now = start.ToUnixTimeMilliseconds() * NanosecondsPerMillisecond;
    private long duration;

    internal int Next(int below) => random.Next(below);

    internal int Next(int least, int below) => random.Next(least, below);

    /// <summary>Moves on to the next record, some milliseconds later.</summary>
    internal void Move()
    {
        now += random.NextInt64(8 * NanosecondsPerMillisecond);
        duration = random.NextInt64(900 * NanosecondsPerMillisecond);
    }

    /// <summary>Writes the time of the record, or of its end.</summary>
    internal void WriteTime(ByteWriter output, bool isEnd)
    {
        long time = isEnd ? now + duration : now;
        if (format is TimeFormat.Unix or TimeFormat.UnixNano)
        {
            output.WriteNumber(format == TimeFormat.Unix ? new EventTime(time).Seconds : time);
            return;
        }

        long step = format switch
        {
            TimeFormat.Rfc3339 => 1_000 * NanosecondsPerMillisecond,
            TimeFormat.Rfc3339Ms => NanosecondsPerMillisecond,
            _ => 1,
        };
        output.Write((byte)'"');
        new EventTime(time - (time % step)).WriteRfc3339(output);
        output.Write((byte)'"');
    }
}
