using System.Security.Cryptography;

namespace Connectors.Records;

/// <summary>One way to make a value unreadable.</summary>
internal abstract class Redaction
{
    /// <summary>Writes what stands in the value's place. False when the field goes, name and all.</summary>
    /// <param name="text">The value without quotes and escapes.</param>
    /// <param name="output">Where the JSON value goes.</param>
    internal abstract bool Write(ReadOnlySpan<byte> text, ByteWriter output);
}

/// <summary>The field goes, name and all.</summary>
internal sealed class DropRedaction : Redaction
{
    internal override bool Write(ReadOnlySpan<byte> text, ByteWriter output) => false;
}

/// <summary>A fixed text stands in its place.</summary>
internal sealed class MaskRedaction : Redaction
{
    internal override bool Write(ReadOnlySpan<byte> text, ByteWriter output)
    {
        output.Write("\"[redacted]\""u8);
        return true;
    }
}

/// <summary>
/// HMAC-SHA-256 of the text under a secret key, in hexadecimal: equal values stay equal, and without the key nobody can
/// try values until one fits.
/// </summary>
internal sealed class HashRedaction(byte[] key) : Redaction
{
    internal override bool Write(ReadOnlySpan<byte> text, ByteWriter output)
    {
        Span<byte> hash = stackalloc byte[HMACSHA256.HashSizeInBytes];
        HMACSHA256.HashData(key, text, hash);
        Span<byte> hex = stackalloc byte[2 * HMACSHA256.HashSizeInBytes];
        Convert.TryToHexStringLower(hash, hex, out _);
        JsonText.WriteString(hex, output);
        return true;
    }
}
