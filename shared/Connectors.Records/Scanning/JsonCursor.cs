using System.Runtime.CompilerServices;

namespace Connectors.Records;

/// <summary>
/// Walks over JSON text and proves its grammar (RFC 8259) on the way, without building anything. On a fault it stops:
/// <see cref="Fault"/> says why and <see cref="Position"/> where.
/// </summary>
/// <remarks>
/// Strings are searched 32 bytes at a time. Whether their bytes are UTF-8 is not looked at here.
/// </remarks>
internal ref partial struct JsonCursor(ReadOnlySpan<byte> json)
{
    /// <summary>Values inside each other; the limit of System.Text.Json and Newtonsoft.Json by default.</summary>
    internal const int MaxDepth = 64;

    private readonly ReadOnlySpan<byte> json = json;

    public int Position;

    public ScanFault Fault { get; private set; }

    /// <summary>Whether the last string had an escape in it.</summary>
    public bool HadEscape { get; private set; }

    /// <summary>The byte at the position; 0, which no JSON text may hold, at the end.</summary>
    public readonly byte Current => (uint)Position < (uint)json.Length ? json[Position] : (byte)0;

    public readonly bool AtEnd => Position >= json.Length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void SkipWhitespace()
    {
        while (Current is (byte)' ' or (byte)'\r' or (byte)'\t' or (byte)'\n')
        {
            Position++;
        }
    }

    /// <summary>Takes one given byte, or fails.</summary>
    public bool Take(byte wanted)
    {
        if (Current != wanted)
        {
            return Fail(ScanFault.UnexpectedByte);
        }

        Position++;
        return true;
    }

    /// <summary>Skips one value of any kind and tells its kind.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool SkipValue(out ValueKind kind)
    {
        byte first = Current;
        if (first == '"')
        {
            kind = ValueKind.String;
            return SkipString();
        }

        if ((uint)(first - '0') <= 9 || first == '-')
        {
            kind = ValueKind.Number;
            return SkipNumber();
        }

        return SkipOther(first, out kind);
    }

    private bool SkipNumber()
    {
        if (Current == '-')
        {
            Position++;
        }

        int whole = SkipDigits();
        if (whole == 0 || (whole > 1 && json[Position - whole] == '0'))
        {
            return Fail(ScanFault.BadNumber);
        }

        if (Current == '.')
        {
            Position++;
            if (SkipDigits() == 0)
            {
                return Fail(ScanFault.BadNumber);
            }
        }

        return (Current | 0x20) != 'e' || SkipExponent();
    }

    private bool SkipExponent()
    {
        Position++;
        if (Current is (byte)'+' or (byte)'-')
        {
            Position++;
        }

        return SkipDigits() > 0 || Fail(ScanFault.BadNumber);
    }

    private int SkipDigits()
    {
        ReadOnlySpan<byte> rest = json[Position..];
        int count = 0;
        while (count < rest.Length && (uint)(rest[count] - '0') <= 9)
        {
            count++;
        }

        Position += count;
        return count;
    }

    private bool SkipOther(byte first, out ValueKind kind)
    {
        switch (first)
        {
            case (byte)'t':
                kind = ValueKind.True;
                return SkipLiteral("true"u8);
            case (byte)'f':
                kind = ValueKind.False;
                return SkipLiteral("false"u8);
            case (byte)'n':
                kind = ValueKind.Null;
                return SkipLiteral("null"u8);
            case (byte)'{':
                kind = ValueKind.Object;
                return SkipNested();
            case (byte)'[':
                kind = ValueKind.Array;
                return SkipNested();
            default:
                kind = default;
                return Fail(ScanFault.UnexpectedByte);
        }
    }

    private bool SkipLiteral(ReadOnlySpan<byte> literal)
    {
        ReadOnlySpan<byte> rest = json[Position..];
        if (rest.StartsWith(literal))
        {
            Position += literal.Length;
            return true;
        }

        bool cutOff = rest.Length < literal.Length && literal.StartsWith(rest);
        return Fail(cutOff ? ScanFault.Incomplete : ScanFault.UnexpectedByte);
    }

    // Bit n of objects says whether the n-th open bracket from the inside is a brace.
    private bool SkipNested()
    {
        ulong objects = 0;
        int depth = 0;
        do
        {
            byte first = Current;
            if (first is (byte)'{' or (byte)'[')
            {
                // The record itself is the first level.
                if (++depth >= MaxDepth)
                {
                    return Fail(ScanFault.TooDeep);
                }

                objects = (objects << 1) | (first == '{' ? 1UL : 0UL);
                Position++;
                SkipWhitespace();
                bool isEmpty = Current == Closing(objects);
                if (!isEmpty && !TakeNameInside(objects))
                {
                    return false;
                }

                if (!isEmpty)
                {
                    continue;
                }
            }
            else if (!SkipValue(out _))
            {
                return false;
            }

            if (!TakeSeparators(ref objects, ref depth))
            {
                return false;
            }
        }
        while (depth > 0);

        return true;
    }

    private static byte Closing(ulong objects) => (objects & 1) != 0 ? (byte)'}' : (byte)']';

    // Behind a value: closes what ends here; behind a comma, moves on to the next value.
    private bool TakeSeparators(ref ulong objects, ref int depth)
    {
        while (depth > 0)
        {
            SkipWhitespace();
            if (Current == ',')
            {
                Position++;
                SkipWhitespace();
                return TakeNameInside(objects);
            }

            if (!Take(Closing(objects)))
            {
                return false;
            }

            objects >>= 1;
            depth--;
        }

        return true;
    }

    // In an object a value follows its name; in an array it stands alone.
    private bool TakeNameInside(ulong objects)
    {
        if ((objects & 1) == 0)
        {
            return true;
        }

        if (!SkipString())
        {
            return false;
        }

        SkipWhitespace();
        if (!Take((byte)':'))
        {
            return false;
        }

        SkipWhitespace();
        return true;
    }

    public bool Fail(ScanFault fault)
    {
        bool cutOff = AtEnd && fault is (ScanFault.UnexpectedByte or ScanFault.BadNumber);
        Fault = cutOff ? ScanFault.Incomplete : fault;
        return false;
    }
}
