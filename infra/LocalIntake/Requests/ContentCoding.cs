using System.IO.Compression;

namespace LocalIntake;

/// <summary>Reads bodies in the encodings that a destination takes.</summary>
internal static class ContentCoding
{
    private const string Gzip = "gzip";
    private const string Deflate = "deflate";
    private const string Zstd = "zstd";

    /// <summary>Whether the request's encoding is none, or one of these.</summary>
    internal static bool IsTaken(HttpRequest request, params ReadOnlySpan<string> taken) =>
        request.Headers.ContentEncoding.ToString() is var coding && (coding.Length == 0 || taken.Contains(coding));

    /// <summary>Reads the body, decompressed. Whether it is whole says its state.</summary>
    internal static async Task<RequestBody> ReadAsync(HttpRequest request, int maxBytes)
    {
        await using Stream body = Open(request);
        return await RequestBody.ReadAsync(body, maxBytes, request.HttpContext.RequestAborted);
    }

    // HTTP's deflate is the zlib format: https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.2.
    private static Stream Open(HttpRequest request) => request.Headers.ContentEncoding.ToString() switch
    {
        Gzip => new GZipStream(request.Body, CompressionMode.Decompress),
        Deflate => new ZLibStream(request.Body, CompressionMode.Decompress),
        Zstd => new ZstdSharp.DecompressionStream(request.Body),
        _ => request.Body,
    };
}
