using System.Collections.Concurrent;
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
    private readonly SemaphoreSlim places = new(parts.Options.Host.Objects);
    private readonly ConcurrentDictionary<Deadline, bool> running = [];
    private readonly HealthPages pages = new(parts);

    /// <summary>Serves until it is asked to stop, and then ends what it has begun.</summary>
    internal async Task<int> RunAsync(IPEndPoint endpoint, CancellationToken stop)
    {
        await using HttpListening server =
            await HttpListening.StartAsync(endpoint, AnswerAsync, parts.Outside.Logs);
        LogListening(server.Address);
        await stop.WhenCancelledAsync();
        LogStopping(running.Count);
        foreach (Deadline deadline in running.Keys)
        {
            deadline.Shorten(options.Grace, delivery.TimeForPayload);
        }

        using var late = new CancellationTokenSource(options.Grace, parts.Outside.Time);
        await server.StopAsync(late.Token);
        await parts.FlushMetricsAsync();
        return ExitCode.Success;
    }

    public void Dispose() => places.Dispose();

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
            PushAnswer answer = format.Answer(await DeliverAsync(message, context.RequestAborted));
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

    private async Task<string?> DeliverAsync(PushedMessage message, CancellationToken cancel)
    {
        using Deadline deadline = delivery.In(options.TimeLimit);
        running[deadline] = true;
        try
        {
            return await WithPlaceAsync(message, deadline, cancel);
        }
        finally
        {
            running.TryRemove(deadline, out _);
        }
    }

    // The platform may post more at once than there is memory for.
    private async Task<string?> WithPlaceAsync(PushedMessage message, Deadline deadline, CancellationToken cancel)
    {
        using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Passed))
        {
            try
            {
                await places.WaitAsync(waiting.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return delivery.Fail(
                    message.Origin, new Problem(ReasonCodes.NoPlace, "no place was free in time"));
            }
        }

        try
        {
            return await delivery.DeliverAsync(message.Notification, message.Origin, deadline, cancel);
        }
        finally
        {
            places.Release();
        }
    }
}
