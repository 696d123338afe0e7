using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>Passes on what the exporter sends, and logs what is not taken: the exporter itself says nothing.</summary>
internal sealed partial class OtlpTransport(HttpMessageHandler inner, ILoggerFactory logs) : DelegatingHandler(inner)
{
    private readonly ILogger log = logs.CreateLogger<OtlpTransport>();

    protected override HttpResponseMessage Send(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Tell(base.Send(request, cancellationToken));
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            TellFault(fault);
            throw;
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(
        HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return Tell(await base.SendAsync(request, cancellationToken));
        }
        catch (Exception fault) when (fault is HttpRequestException or OperationCanceledException)
        {
            TellFault(fault);
            throw;
        }
    }

    private void TellFault(Exception fault) => LogNotSent(
        ReasonCodes.MetricsNotSent, fault is HttpRequestException ? fault.Message : "no answer in time");

    private HttpResponseMessage Tell(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            LogNotSent(ReasonCodes.MetricsNotSent, $"status {(int)response.StatusCode}");
        }

        return response;
    }
}
