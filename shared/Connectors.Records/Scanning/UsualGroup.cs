using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Connectors.Records;

/// <summary>
/// Proves the arrays and objects of a log record as they mostly stand there: without white space, escapes and signs.
/// Whatever is not plainly one of them is left to <see cref="JsonCursor"/>, which knows the whole grammar.
/// </summary>
internal static class UsualGroup
{
    /// <summary>Bytes that are read from a value on: so many must lie before the end of the text.</summary>
    private const int Window = UsualScalar.Window;

    private const int MostDepth = 32; // less than a cursor takes

    /// <summary>The value's length in bytes; 0 when it is not plainly a usual one.</summary>
    /// <param name="record">A text without control characters.</param>
    /// <param name="start">The first byte of the value.</param>
    /// <param name="stops">The text's <see cref="StopMap"/>.</param>
    internal static nint Measure(ReadOnlySpan<byte> record, nint start, ref byte stops)
    {
        ref byte text = ref MemoryMarshal.GetReference(record);
        nint last = record.Length - Window;
        nint place = start;
        uint objects = 0; // bit n says whether the n-th open bracket from the inside is a brace
        int depth = 0;
        while (place <= last)
        {
            byte first = Unsafe.Add(ref text, place);
            if (first is (byte)'{' or (byte)'[' && Unsafe.Add(ref text, place + 1) != first + 2)
            {
                objects = (objects << 1) | (first == '{' ? 1u : 0u);
                depth++;
            }
            else
            {
                place = PassScalar(ref text, place, ref stops, record.Length);
                while (place <= last && depth > 0 && Unsafe.Add(ref text, place) == Closing(objects))
                {
                    objects >>= 1;
                    depth--;
                    place++;
                }

                if (depth == 0)
                {
                    break;
                }

                if (place > last || Unsafe.Add(ref text, place) != ',')
                {
                    return 0;
                }
            }

            place = PassName(ref text, place + 1, ref stops, record.Length, objects);
            if (depth > MostDepth)
            {
                return 0;
            }
        }

        return place > last ? 0 : place - start;
    }

    // Beyond the text's end when it is not plainly a usual one.
    private static nint PassScalar(ref byte text, nint place, ref byte stops, nint length)
    {
        if (Unsafe.Add(ref text, place) == '"')
        {
            nint end = StopMap.Next(ref stops, place + 1);
            return end < length && Unsafe.Add(ref text, end) == '"' ? end + 1 : length;
        }

        nint bytes = UsualScalar.Measure(ref Unsafe.Add(ref text, place));
        return bytes == 0 ? length : place + bytes;
    }

    // In an object a value follows its name; in an array it stands alone.
    private static nint PassName(ref byte text, nint place, ref byte stops, nint length, uint objects)
    {
        if ((objects & 1) == 0)
        {
            return place;
        }

        const int quoteAndColon = '"' | (':' << 8);
        nint end = StopMap.Next(ref stops, place + 1);
        bool isName = end + 1 < length && Unsafe.Add(ref text, place) == '"'
            && Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref text, end)) == quoteAndColon;
        return isName ? end + 2 : length;
    }

    private static byte Closing(uint objects) => (objects & 1) != 0 ? (byte)'}' : (byte)']';
}
