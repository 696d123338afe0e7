using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connectors.Records;

/// <summary>
/// A growing buffer of bytes. It is made once and used for every record, and grows only when a record is larger than
/// all before it: a warm record path allocates nothing.
/// </summary>
public sealed class ByteWriter(int capacity) : IBufferWriter<byte>
{
    private byte[] buffer = new byte[capacity];

    /// <summary>Number of bytes written.</summary>
    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => buffer.AsSpan(0, Length);

    public ReadOnlyMemory<byte> WrittenMemory => buffer.AsMemory(0, Length);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - Length)
        {
            Grow(bytes.Length);
        }

        bytes.CopyTo(buffer.AsSpan(Length));
        Length += bytes.Length;
    }

    public void Write(byte value)
    {
        if (Length == buffer.Length)
        {
            Grow(1);
        }

        buffer[Length++] = value;
    }

    /// <summary>Writes a whole number in decimal.</summary>
    public void WriteNumber(long number)
    {
        const int longestNumber = 20; // bytes of long.MinValue in decimal
        Span<byte> room = GetSpan(longestNumber);
        number.TryFormat(room, out int written);
        Length += written;
    }

    /// <summary>Replaces one byte by another in everything behind <paramref name="start"/>.</summary>
    public void ReplaceFrom(int start, byte old, byte @new) => buffer.AsSpan(start, Length - start).Replace(old, @new);

    /// <summary>Takes back everything behind <paramref name="length"/>.</summary>
    public void Truncate(int length)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(length, Length);
        Length = length;
    }

    public void Clear() => Length = 0;

    public void Advance(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, buffer.Length - Length);
        Length += count;
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        int size = Math.Max(sizeHint, 1);
        if (size > buffer.Length - Length)
        {
            Grow(size);
        }

        return buffer.AsSpan(Length);
    }

    /// <summary>The place behind what is written, with room for so many bytes.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal ref byte Reserve(int size)
    {
        if (size > buffer.Length - Length)
        {
            Grow(size);
        }

        return ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(buffer), Length);
    }

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        GetSpan(sizeHint);
        return buffer.AsMemory(Length);
    }

    private void Grow(int needed)
    {
        int wanted = checked(Length + needed);
        Array.Resize(ref buffer, Math.Max(wanted, (int)Math.Min(2L * buffer.Length, Array.MaxLength)));
    }
}
