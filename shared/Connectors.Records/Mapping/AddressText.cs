using System.Buffers;
using System.Buffers.Binary;
using System.Net;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Connectors.Records;

/// <summary>Tells what is the text of one IP address, as every destination reads it.</summary>
internal static class AddressText
{
    private const int Dots = 3; // of an IPv4 address

    private static readonly SearchValues<byte> AddressBytes = SearchValues.Create("0123456789abcdefABCDEF:."u8);

    private static ReadOnlySpan<byte> Mapped => "::ffff:"u8;

    /// <summary>Whether it is an IPv4 address that is written as IPv6.</summary>
    internal static bool IsMapped(FieldValue value) => value.Kind == ValueKind.String
        && value.Text is [(byte)':', ..] && value.Text.Contains((byte)'.')
        && Ascii.EqualsIgnoreCase(value.Text[..Math.Min(Mapped.Length, value.Text.Length)], Mapped);

    /// <summary>Writes a mapped address as the IPv4 address that it is.</summary>
    internal static void WriteUnmapped(FieldValue value, ByteWriter output) =>
        JsonText.WriteString(value.Text[Mapped.Length..], output);

    /// <summary>Whether the text is an IPv4 address of four numbers, or an IPv6 address.</summary>
    internal static bool IsAddress(ReadOnlySpan<byte> text) => IsUsualIPv4(text) || IsOther(text);

    // The platform also takes short forms such as 10.1 and names of network cards; nobody else does.
    private static bool IsOther(ReadOnlySpan<byte> text)
    {
        bool isPlain = !text.ContainsAnyExcept(AddressBytes);
        bool isWhole = text.Contains((byte)':') || text.Count((byte)'.') == Dots;
        return isPlain && isWhole && IPAddress.IsValidUtf8(text);
    }

    // Most addresses, at a glance: how many digits each number has is not to be foreseen, so there is no jump. What is
    // none of these, or written in another way, is asked of the platform.
    private static bool IsUsualIPv4(ReadOnlySpan<byte> text)
    {
        const int longest = 15; // 255.255.255.255
        if (text.Length is < sizeof(ulong) or > longest)
        {
            return false;
        }

        Span<byte> copy = stackalloc byte[longest + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(copy, BinaryPrimitives.ReadUInt64LittleEndian(text));
        BinaryPrimitives.WriteUInt64LittleEndian(
            copy[(text.Length - sizeof(ulong))..], BinaryPrimitives.ReadUInt64LittleEndian(text[^sizeof(ulong)..]));
        Vector128<byte> letters = Vector128.Create((ReadOnlySpan<byte>)copy);
        Vector128<byte> values = letters - Vector128.Create((byte)'0');
        uint digits =
            Vector128.Equals(Vector128.Min(values, Vector128.Create((byte)9)), values).ExtractMostSignificantBits();
        uint dots = Vector128.Equals(letters, Vector128.Create((byte)'.')).ExtractMostSignificantBits();
        int first = BitOperations.TrailingZeroCount(dots);
        int second = BitOperations.TrailingZeroCount(dots & (dots - 1));
        int third = BitOperations.Log2(dots | 1);
        return (digits | dots) == (1u << text.Length) - 1 & BitOperations.PopCount(dots) == Dots
            && IsNumber(copy, 0, first) & IsNumber(copy, first + 1, second)
            & IsNumber(copy, second + 1, third) & IsNumber(copy, third + 1, text.Length);
    }

    // One to three digits from 0 to 255, and no 0 before others. What lies behind them is shifted out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNumber(ReadOnlySpan<byte> text, int start, int end)
    {
        const uint leastOfLength = (100u << 24) | (10u << 16); // a byte for each length
        const uint zeros = '0' | ('0' << 8) | ('0' << 16);
        int length = end - start;
        uint word = BinaryPrimitives.ReadUInt32LittleEndian(text[start..]) - zeros;
        word <<= 8 * (Dots - length) & 31;
        uint number = ((word & 0xFF) * 100) + ((word >> 8 & 0xFF) * 10) + (word >> 16 & 0xFF);
        uint least = leastOfLength >> (8 * length & 31) & 0xFF;
        return (uint)(length - 1) < Dots & number >= least & number <= byte.MaxValue;
    }
}
