using System.IO.Compression;

namespace Connectors.Delivery;

/// <summary>How bodies are compressed.</summary>
/// <param name="Name">As <c>Content-Encoding</c> has it.</param>
/// <param name="CreateCoder">
/// Makes a coder, which compresses many bodies, one at a time: what it needs for that is made only once.
/// </param>
public sealed record BodyCoding(string Name, Func<BodyCoder> CreateCoder)
{
    /// <summary>What every destination takes, at the level that costs the least time.</summary>
    public static BodyCoding Gzip { get; } =
        new("gzip", () => output => new GZipStream(output, CompressionLevel.Fastest, leaveOpen: true));
}

/// <summary>
/// Begins a body: gives a stream that compresses into another one what is written to it. It is disposed of when the
/// body is whole, and leaves the other one open.
/// </summary>
public delegate Stream BodyCoder(Stream output);
