using System.Buffers;
using System.Net;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace Connectors.Records;

/// <summary>Tells what is the text of one IP address, as every destination reads it.</summary>
internal static class AddressText
{
    /// <summary>Bytes that are read from the start of a text: so many must be there.</summary>
    internal const int Window = 48;

    private const int HalfWindow = 32;
    private const int Dots = 3; // of an IPv4 address
    private const int LongestIPv4 = 15; // 255.255.255.255
    private const int LongestUsual = 39; // eight groups of four digits

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
    internal static bool IsAddress(ReadOnlySpan<byte> text)
    {
        if (text.Length > LongestUsual)
        {
            return IsOther(text);
        }

        Span<byte> room = stackalloc byte[Window];
        text.CopyTo(room);
        return IsUsual(ref MemoryMarshal.GetReference(room), text.Length) || IsOther(text);
    }

    /// <summary>
    /// Whether the text is plainly an address; most are. What is none of these, or written in another way, is asked of
    /// the platform.
    /// </summary>
    /// <param name="text">The text, with at least <see cref="Window"/> bytes from its start on.</param>
    /// <param name="length">Bytes of the text.</param>
    internal static bool IsUsual(ref byte text, nint length)
    {
        const uint start = 0x1F; // five bytes: a group of IPv6 has four at most
        uint colons = Vector128.Equals(Vector128.LoadUnsafe(ref text), Vector128.Create((byte)':'))
            .ExtractMostSignificantBits();
        return (colons & start) != 0 ? IsUsualIPv6(ref text, (int)length) : IsUsualIPv4(ref text, (int)length);
    }

    // The platform also takes short forms such as 10.1 and names of network cards; nobody else does.
    private static bool IsOther(ReadOnlySpan<byte> text)
    {
        bool isPlain = !text.ContainsAnyExcept(AddressBytes);
        bool isWhole = text.Contains((byte)':') || text.Count((byte)'.') == Dots;
        return isPlain && isWhole && IPAddress.IsValidUtf8(text);
    }

    // How many digits each number has is not to be foreseen, so there is no jump.
    private static bool IsUsualIPv4(ref byte text, int length)
    {
        if (length > LongestIPv4)
        {
            return false;
        }

        uint mask = (1u << length) - 1;
        Vector128<byte> letters = Vector128.LoadUnsafe(ref text);
        Vector128<byte> values = letters - Vector128.Create((byte)'0');
        uint digits =
            Vector128.Equals(Vector128.Min(values, Vector128.Create((byte)9)), values).ExtractMostSignificantBits();
        uint dots = Vector128.Equals(letters, Vector128.Create((byte)'.')).ExtractMostSignificantBits() & mask;
        int first = BitOperations.TrailingZeroCount(dots);
        int second = BitOperations.TrailingZeroCount(dots & (dots - 1));
        int third = BitOperations.Log2(dots | 1);
        return ((digits | dots) & mask) == mask & BitOperations.PopCount(dots) == Dots
            && IsNumber(ref text, 0, first) & IsNumber(ref text, first + 1, second)
            & IsNumber(ref text, second + 1, third) & IsNumber(ref text, third + 1, length);
    }

    // One to three digits from 0 to 255, and no 0 before others. What lies behind them is shifted out.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNumber(ref byte text, int start, int end)
    {
        const uint leastOfLength = (100u << 24) | (10u << 16); // a byte for each length
        const uint zeros = '0' | ('0' << 8) | ('0' << 16);
        int length = end - start;
        uint word = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref text, start)) - zeros;
        word <<= 8 * (Dots - length) & 31;
        uint number = ((word & 0xFF) * 100) + ((word >> 8 & 0xFF) * 10) + (word >> 16 & 0xFF);
        uint least = leastOfLength >> (8 * length & 31) & 0xFF;
        return (uint)(length - 1) < Dots & number >= least & number <= byte.MaxValue;
    }

    // Groups of one to four hexadecimal digits: eight of them, or fewer and one place with two colons.
    private static bool IsUsualIPv6(ref byte text, int length)
    {
        const int most = 7; // colons
        if (length is < 2 or > LongestUsual)
        {
            return false;
        }

        ulong mask = (1UL << length) - 1;
        ulong colons = Equal(ref text, (byte)':') & mask;
        ulong others = ~colons & mask;
        ulong twice = colons & (colons >> 1);
        ulong five = others & (others >> 1) & (others >> 2) & (others >> 3) & (others >> 4);
        int count = BitOperations.PopCount(colons);
        bool areEndsRight = (colons & ~twice & 1) == 0 & ((colons & ~(twice << 1)) >> (length - 1)) == 0;
        return (HexDigits(ref text) & others) == others & five == 0 & areEndsRight
            & (twice == 0 ? count == most : count <= most & BitOperations.PopCount(twice) == 1);
    }

    private static ulong Equal(ref byte text, byte wanted) =>
        Vector256.Equals(Vector256.LoadUnsafe(ref text), Vector256.Create(wanted)).ExtractMostSignificantBits()
        | ((ulong)Vector128.Equals(Vector128.LoadUnsafe(ref text, HalfWindow), Vector128.Create(wanted))
            .ExtractMostSignificantBits() << Vector256<byte>.Count);

    private static ulong HexDigits(ref byte text)
    {
        Vector256<byte> low = Vector256.LoadUnsafe(ref text);
        Vector128<byte> high = Vector128.LoadUnsafe(ref text, HalfWindow);
        return AreHexDigits(low).ExtractMostSignificantBits()
            | ((ulong)AreHexDigits(high.ToVector256()).ExtractMostSignificantBits() << Vector256<byte>.Count);
    }

    private static Vector256<byte> AreHexDigits(Vector256<byte> bytes)
    {
        Vector256<byte> digits = bytes - Vector256.Create((byte)'0');
        Vector256<byte> letters = (bytes | Vector256.Create((byte)0x20)) - Vector256.Create((byte)'a');
        return Vector256.Equals(Vector256.Min(digits, Vector256.Create((byte)9)), digits)
            | Vector256.Equals(Vector256.Min(letters, Vector256.Create((byte)5)), letters);
    }
}
