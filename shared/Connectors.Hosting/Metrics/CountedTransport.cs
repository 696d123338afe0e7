namespace Connectors.Hosting;

/// <summary>Counts the requests that go through a transport, by the class of their answers.</summary>
internal sealed class CountedTransport : HttpMessageHandler
{
    private readonly HttpMessageInvoker inner;
    private readonly Counters counters;

    private CountedTransport(HttpMessageInvoker inner, Counters counters)
    {
        this.inner = inner;
        this.counters = counters;
    }

    /// <summary>The same transport, counted.</summary>
    internal static HttpMessageInvoker Around(HttpMessageInvoker inner, Counters counters) =>
        new(new CountedTransport(inner, counters));

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        int? status = null;
        try
        {
            HttpResponseMessage response = await inner.SendAsync(request, cancellationToken);
            status = (int)response.StatusCode;
            return response;
        }
        finally
        {
            counters.AddAttempt(status);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            inner.Dispose();
        }

        base.Dispose(disposing);
    }
}
