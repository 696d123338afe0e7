using System.Net;
using Connectors.Records;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>
/// A platform that posts notifications to us: one HTTP server, whatever the platform. A request is answered only when
/// everything that it names is settled.
/// </summary>
internal sealed partial class PushHost(IPushFormat format, NotificationDelivery delivery, ConnectorParts parts)
    : IDisposable
{
    private readonly ILogger log = parts.Outside.Logs.CreateLogger<PushHost>();
    private readonly HostOptions options = parts.Options.Host;
    private readonly DeliveryRuns runs = new(delivery, parts);
    private readonly HealthPages pages = new(parts);

    /// <summary>Serves until it is asked to stop, and then ends what it has begun.</summary>
    internal async Task<int> RunAsync(IPEndPoint endpoint, CancellationToken stop)
    {
        await using HttpListening server =
            await HttpListening.StartAsync(endpoint, AnswerAsync, parts.Outside.Logs);
        LogListening(server.Address);
        await stop.WhenCancelledAsync();
        LogStopping(runs.Count);
        runs.Shorten();
        using var late = new CancellationTokenSource(options.Grace, parts.Outside.Time);
        await server.StopAsync(late.Token);
        await parts.FlushMetricsAsync(options.Grace);
        return ExitCode.Success;
    }

    public void Dispose() => runs.Dispose();

    private async Task AnswerAsync(HttpContext context)
    {
        if (!HttpMethods.IsPost(context.Request.Method))
        {
            await pages.AnswerAsync(context);
            return;
        }

        try
        {
            if (await format.RefuseAsync(context.Request.Headers, context.RequestAborted) is { } refusal)
            {
                LogRefused(ReasonCodes.SenderRefused, refusal);
                context.Response.StatusCode = StatusCodes.Status401Unauthorized;
                return;
            }

            using var body = new MemoryStream();
            await context.Request.Body.CopyToAsync(body, context.RequestAborted);
            PushedMessage message = format.Read(context.Request.Headers, body.ToArray());
            using IDisposable? scope = log.Within([.. message.Ids]);
            PushAnswer answer = format.Answer(await runs.DeliverAsync(
                message, options.TimeLimit, CancellationToken.None, context.RequestAborted));
            context.Response.StatusCode = answer.Status;
            context.Response.ContentType = answer.Json.IsEmpty ? null : "application/json";
            await context.Response.Body.WriteAsync(answer.Json, context.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            // Nobody waits for the answer; the platform sends the message again.
            LogAborted(ReasonCodes.RequestAborted);
        }
        catch (HttpRequestException fault)
        {
            LogRefused(ReasonCodes.SenderKeysUnreadable, fault.Message);
            context.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        }
        catch (BadHttpRequestException fault)
        {
            context.Response.StatusCode = fault.StatusCode;
        }
    }
}
