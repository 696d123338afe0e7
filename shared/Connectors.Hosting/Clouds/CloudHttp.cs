using System.Net;
using System.Net.Http.Headers;
using Connectors.Delivery;

namespace Connectors.Hosting;

/// <summary>A token for a cloud's API. Renews itself.</summary>
internal interface IBearerTokens
{
    /// <summary>The token; null when none is to be sent.</summary>
    /// <param name="mustBeNew">Whether the last one was refused.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <exception cref="IOException">There is none; the message says why and what to do.</exception>
    ValueTask<string?> GetAsync(bool mustBeNew, CancellationToken cancel);
}

/// <summary>
/// Sends requests to a cloud's HTTP API: with a token, again when the answer may pass, never after a redirect. For
/// several threads.
/// </summary>
internal sealed class CloudHttp(HttpClient http, Surroundings outside)
{
    private const int Tries = 4;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(60); // to the headers; Cloud APIs answer in less

    /// <summary>Sends a request until there is an answer that trying again would not change.</summary>
    /// <param name="makeRequest">Makes the request, once for each try.</param>
    /// <param name="tokens">Where the token comes from; null for none.</param>
    /// <param name="cancel">Stops it.</param>
    /// <returns>The answer, its body not read; whoever asked closes it.</returns>
    /// <exception cref="IOException">There was no answer.</exception>
    internal async Task<HttpResponseMessage> SendAsync(
        Func<HttpRequestMessage> makeRequest, IBearerTokens? tokens, CancellationToken cancel)
    {
        bool wasRefused = false;
        for (int failures = 0; ; failures++)
        {
            bool isLast = failures == Tries - 1;
            string? token = tokens is null ? null : await tokens.GetAsync(wasRefused, cancel);
            HttpResponseMessage? response = await TrySendAsync(makeRequest(), token, isLast, cancel);
            wasRefused = response?.StatusCode == HttpStatusCode.Unauthorized && token is not null && !wasRefused;
            if (response is not null && (isLast || (!wasRefused && !MayPass(response.StatusCode))))
            {
                return response;
            }

            response?.Dispose();
            TimeSpan wait = wasRefused ? TimeSpan.Zero : RetrySchedule.Default.Delay(failures, outside.Chance());
            await Task.Delay(wait, outside.Time, cancel);
        }
    }

    /// <summary>Whether another try may bring another answer.</summary>
    internal static bool MayPass(HttpStatusCode status) => status is HttpStatusCode.RequestTimeout
        or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    private async Task<HttpResponseMessage?> TrySendAsync(
        HttpRequestMessage request, string? token, bool isLast, CancellationToken cancel)
    {
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        using var late = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        late.CancelAfter(Timeout);
        try
        {
            return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, late.Token);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException
            || (fault is OperationCanceledException && !cancel.IsCancellationRequested))
        {
            string host = request.RequestUri!.Authority;
            return isLast ? throw new IOException($"{host} does not answer: {fault.Message}", fault) : null;
        }
        finally
        {
            request.Dispose();
        }
    }
}
