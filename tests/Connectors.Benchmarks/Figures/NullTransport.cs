using System.Net;

namespace Connectors.Benchmarks;

/// <summary>Takes every request and says that all is well: the way to the destination without the destination.</summary>
internal sealed class NullTransport(string reply) : HttpMessageHandler
{
    internal long BytesTaken { get; private set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        BytesTaken += request.Content!.Headers.ContentLength ?? 0;
        await Task.Yield();
        return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(reply) };
    }
}
