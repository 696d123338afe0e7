using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>Tells the state again and again to whoever listens: <c>/control/live</c>, server-sent events.</summary>
/// <remarks>Source of the format: https://html.spec.whatwg.org/multipage/server-sent-events.html.</remarks>
internal sealed class LiveEndpoint(Func<JObject> state)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    internal void Map(WebApplication app)
    {
        CancellationToken stopping = app.Lifetime.ApplicationStopping;
        app.MapGet("/control/live", context => TellAsync(context, stopping));
    }

    private async Task TellAsync(HttpContext context, CancellationToken stopping)
    {
        context.Response.ContentType = "text/event-stream";
        context.Response.Headers.CacheControl = "no-store";
        using var end = CancellationTokenSource.CreateLinkedTokenSource(stopping, context.RequestAborted);
        using var timer = new PeriodicTimer(Interval);
        try
        {
            do
            {
                await context.Response.WriteAsync($"data: {state().ToString(Formatting.None)}\n\n", end.Token);
                await context.Response.Body.FlushAsync(end.Token);
            }
            while (await timer.WaitForNextTickAsync(end.Token));
        }
        catch (OperationCanceledException)
        {
            // The listener is gone, or the server ends.
        }
    }
}
