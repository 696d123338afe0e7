using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <content>Strings, which are most of a log record: 32 bytes at a time.</content>
internal ref partial struct JsonCursor
{
    /// <summary>Skips a string; the position stands on its opening quote.</summary>
    public bool SkipString()
    {
        if (!Take((byte)'"'))
        {
            return false;
        }

        HadEscape = false;
        ref byte start = ref MemoryMarshal.GetReference(json);
        while (json.Length - Position >= Vector256<byte>.Count)
        {
            Vector256<byte> bytes = Vector256.LoadUnsafe(ref start, (nuint)Position);
            uint special = EndsOrBreaksString(bytes).ExtractMostSignificantBits();
            if (special == 0)
            {
                Position += Vector256<byte>.Count;
                continue;
            }

            Position += BitOperations.TrailingZeroCount(special);
            if (json[Position] == '"')
            {
                Position++;
                return true;
            }

            if (!SkipEscape())
            {
                return false;
            }
        }

        return SkipStringTail();
    }

    /// <summary>Marks quotes, backslashes and control characters.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector256<byte> EndsOrBreaksString(Vector256<byte> bytes)
    {
        Vector256<byte> control = Vector256.Equals(Vector256.Min(bytes, Vector256.Create((byte)0x1f)), bytes);
        return Vector256.Equals(bytes, Vector256.Create((byte)'"'))
            | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
            | control;
    }

    // The last bytes of the text, too few for a vector.
    private bool SkipStringTail()
    {
        while (!AtEnd)
        {
            byte current = json[Position];
            if (current == '"')
            {
                Position++;
                return true;
            }

            if (current >= 0x20 && current != '\\')
            {
                Position++;
            }
            else if (!SkipEscape())
            {
                return false;
            }
        }

        return Fail(ScanFault.Incomplete);
    }

    // Also the place where a control character, which no escape is, is refused.
    private bool SkipEscape()
    {
        if (json[Position] != '\\')
        {
            return Fail(ScanFault.ControlCharacter);
        }

        HadEscape = true;
        byte kind = Position + 1 < json.Length ? json[Position + 1] : (byte)0;
        if (kind is (byte)'"' or (byte)'\\' or (byte)'/' or (byte)'b' or (byte)'f' or (byte)'n' or (byte)'r'
            or (byte)'t')
        {
            Position += 2;
            return true;
        }

        const int unicodeEscape = 6; // \u and four hexadecimal digits
        if (json.Length - Position < unicodeEscape)
        {
            return Fail(kind is 0 or (byte)'u' ? ScanFault.Incomplete : ScanFault.BadEscape);
        }

        if (kind != 'u' || json.Slice(Position + 2, 4).ContainsAnyExcept(JsonText.HexDigits))
        {
            return Fail(ScanFault.BadEscape);
        }

        Position += unicodeEscape;
        return true;
    }
}
