using System.Collections.Concurrent;
using System.IO.Compression;
using System.Net;

namespace Connectors.Benchmarks;

/// <summary>
/// Takes every request and gives the destination's good answer: the whole path but for the network. An answer that
/// names every record is made once for each body and found again by the body's length: so a later round, in which the
/// same bodies come again, costs the destination nothing.
/// </summary>
/// <param name="status">The status of each answer.</param>
/// <param name="write">Makes the answer of a body's number of lines.</param>
internal sealed class NullTransport(HttpStatusCode status, Func<int, byte[]> write) : HttpMessageHandler
{
    private readonly ConcurrentDictionary<long, byte[]> answers = new();

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        long length = request.Content!.Headers.ContentLength!.Value;
        if (!answers.TryGetValue(length, out byte[]? answer))
        {
            answer = write(await CountLinesAsync(request.Content, cancellationToken));
            answers[length] = answer;
        }

        return new HttpResponseMessage(status) { Content = new ByteArrayContent(answer) };
    }

    private static async Task<int> CountLinesAsync(HttpContent body, CancellationToken cancel)
    {
        Stream packed = await body.ReadAsStreamAsync(cancel);
        await using Stream inflated = body.Headers.ContentEncoding.Contains("zstd")
            ? new ZstdSharp.DecompressionStream(packed)
            : new GZipStream(packed, CompressionMode.Decompress);
        using var lines = new StreamReader(inflated);
        int count = 0;
        while (await lines.ReadLineAsync(cancel) is not null)
        {
            count++;
        }

        return count;
    }
}
