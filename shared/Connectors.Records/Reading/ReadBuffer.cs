using System.Buffers;

namespace Connectors.Records;

/// <summary>
/// Memory that a <see cref="RecordReader"/> reads an object into. Who holds it can read its records again when the
/// reader has long gone on: what was read stays as it is until the last holder lets go. Not for several threads.
/// </summary>
public sealed class ReadBuffer
{
    /// <summary>Small enough for a processor's cache, large enough to be read seldom.</summary>
    internal const int UsualBytes = 256 * 1024;

    private const int MostIdle = 256;

    private readonly ArrayPool<byte> pool;
    private int holders = 1; // the reader

    /// <param name="size">Bytes.</param>
    /// <param name="pool">Where they come from and go to.</param>
    internal ReadBuffer(int size, ArrayPool<byte> pool)
    {
        this.pool = pool;
        Bytes = pool.Rent(size);
    }

    /// <summary>
    /// A pool for readers whose memory is held for long: it keeps as much as was ever needed at once, within reason.
    /// What is larger than usual is not kept. For several threads.
    /// </summary>
    public static ArrayPool<byte> CreatePool() => ArrayPool<byte>.Create(UsualBytes, MostIdle);

    /// <summary>Bytes of memory.</summary>
    public int Size => Bytes.Length;

    internal byte[] Bytes { get; private set; }

    /// <summary>Whether somebody else than the reader holds it.</summary>
    internal bool IsHeld => holders > 1;

    /// <summary>What was read there.</summary>
    public ReadOnlySpan<byte> Read(int start, int length) => Bytes.AsSpan(start, length);

    /// <summary>Holds it; to be followed by one <see cref="Release"/>.</summary>
    public void Hold() => holders++;

    /// <summary>Lets go of it: what was read must not be looked at any more.</summary>
    public void Release()
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(holders, 1);
        holders--;
        if (holders == 0)
        {
            pool.Return(Bytes);
            Bytes = [];
        }
    }
}
