using System.Net;

namespace Connectors.Benchmarks;

/// <summary>Takes every request and gives the destination's good answer: the whole path but for the network.</summary>
internal sealed class NullTransport(string answer) : HttpMessageHandler
{
    protected override Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(answer) });
}
