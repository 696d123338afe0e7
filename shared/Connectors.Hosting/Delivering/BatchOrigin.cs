using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Where the records of one batch come from.</summary>
/// <param name="Object">The object's URI.</param>
/// <param name="Etag">Its version or etag.</param>
/// <param name="Dataset">The dataset of its records.</param>
/// <param name="IdPrefix">What the record ids have before the line: <c>v1-&lt;fingerprint&gt;-</c>.</param>
public sealed record BatchOrigin(string Object, string Etag, Dataset Dataset, string IdPrefix)
{
    private const int LongestName = 100;
    private const int FingerprintDigits = 12;

    /// <summary>What the destination is told of it.</summary>
    internal PayloadOrigin ToPayloads() => new(Dataset, Object);

    /// <summary>
    /// A name for a file about these records: the object's own name, and enough of its fingerprint to be unique.
    /// </summary>
    public string FileName(long firstLine)
    {
        string name = Object[(Object.LastIndexOf('/') + 1)..];
        string plain =
            string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' ? c : '_'));
        string fingerprint = IdPrefix[(IdPrefix.IndexOf('-') + 1)..].TrimEnd('-');
        string start = fingerprint[..Math.Min(fingerprint.Length, FingerprintDigits)];
        return $"{plain[..Math.Min(plain.Length, LongestName)]}.{start}.{firstLine}.ndjson";
    }
}
