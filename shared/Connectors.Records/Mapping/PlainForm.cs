using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Connectors.Records;

/// <summary>How a value must look to be written as it stands in the record.</summary>
internal enum PlainForm : byte
{
    /// <summary>As it is.</summary>
    Any,

    /// <summary>A number without an exponent.</summary>
    Fraction,

    /// <summary>A whole number from 1 to 65535.</summary>
    Port,

    /// <summary>An address of digits and dots, or of groups and colons.</summary>
    Address,

    /// <summary>A time as we write it.</summary>
    Time,
}

/// <summary>Tells at a glance whether a value has a form. One that does not may still be of that type.</summary>
internal static class PlainValue
{
    private const int QuoteBytes = 2;

    /// <summary>Whether it has a form other than <see cref="PlainForm.Any"/>.</summary>
    /// <param name="form">The form.</param>
    /// <param name="json">
    /// A number, or a string with its quotes; with at least <see cref="DocumentStep.CopiedBytes"/> from its start on.
    /// </param>
    /// <param name="length">Bytes of the value.</param>
    internal static bool Has(PlainForm form, ref byte json, nint length) => form switch
    {
        PlainForm.Address => AddressText.IsUsual(ref Unsafe.Add(ref json, 1), length - QuoteBytes),
        PlainForm.Time => UsualTime.IsWritten(
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref json, 1), (int)length - QuoteBytes)),
        PlainForm.Port => IsPort(ref json, (int)length),
        _ => IsFraction(ref json, (int)length),
    };

    private static bool IsPort(ref byte json, int length)
    {
        const int longest = 5; // digits of 65535
        int port = 0;
        for (int place = 0; place < Math.Min(length, longest); place++)
        {
            port = (10 * port) + Unsafe.Add(ref json, place) - '0';
        }

        return length <= longest && port is > 0 and <= ushort.MaxValue;
    }

    // So short and without an exponent a number is finite.
    private static bool IsFraction(ref byte json, int length)
    {
        Vector256<byte> letters = Vector256.LoadUnsafe(ref json) | Vector256.Create((byte)0x20);
        ulong exponents = Vector256.Equals(letters, Vector256.Create((byte)'e')).ExtractMostSignificantBits();
        return length <= Vector256<byte>.Count && (exponents & ((1UL << length) - 1)) == 0;
    }
}
