using System.IO.Hashing;
using System.Text;

namespace LocalIntake;

/// <summary>
/// Every record id that arrived, once, and how often the repeated ones came. Not for several threads, but what
/// <see cref="Lines"/> gave stays readable while more ids come in.
/// </summary>
/// <remarks>
/// Millions of ids as strings would be millions of objects for the garbage collector. Here an id is 16 bytes of hash
/// (XXH128: of two million ids, two have the same hash once in 10^26 runs) and its own bytes in a large block.
/// </remarks>
internal sealed class IdSet
{
    private const int BlockBytes = 1024 * 1024;

    private readonly HashSet<UInt128> hashes = [];
    private readonly Dictionary<UInt128, RepeatedId> repeated = [];
    private readonly List<Block> blocks = [];

    /// <summary>Number of different ids.</summary>
    internal int Count => hashes.Count;

    /// <summary>How many times an id came that was there already.</summary>
    internal long Repetitions { get; private set; }

    internal IEnumerable<RepeatedId> Repeated => repeated.Values;

    internal void Add(ReadOnlySpan<byte> id)
    {
        UInt128 hash = XxHash128.HashToUInt128(id);
        if (hashes.Add(hash))
        {
            AddLine(id);
            return;
        }

        Repetitions++;
        RepeatedId before = repeated.GetValueOrDefault(hash) ?? new RepeatedId(Encoding.UTF8.GetString(id), 1);
        repeated[hash] = before with { Times = before.Times + 1 };
    }

    /// <summary>The ids in order of arrival, each with a line feed behind it, in blocks.</summary>
    internal IReadOnlyList<ReadOnlyMemory<byte>> Lines() => [.. blocks.Select(block => block.Written)];

    private void AddLine(ReadOnlySpan<byte> id)
    {
        if (blocks.Count == 0 || blocks[^1].Room <= id.Length)
        {
            blocks.Add(new Block(Math.Max(BlockBytes, id.Length + 1)));
        }

        Span<byte> line = blocks[^1].Take(id.Length + 1);
        id.CopyTo(line);
        line.Replace((byte)'\n', (byte)' '); // one line each, whatever the sender put in
        line[^1] = (byte)'\n';
    }

    private sealed class Block(int size)
    {
        private readonly byte[] bytes = new byte[size];
        private int length;

        internal int Room => bytes.Length - length;

        internal ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

        internal Span<byte> Take(int count)
        {
            length += count;
            return bytes.AsSpan(length - count, count);
        }
    }
}

/// <summary>An id that came more than once.</summary>
internal sealed record RepeatedId(string Id, int Times);
