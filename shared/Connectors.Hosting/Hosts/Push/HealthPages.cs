using System.Text;
using Microsoft.AspNetCore.Http;

namespace Connectors.Hosting;

/// <summary>What anybody may ask a server for: whether it is there, and its counters.</summary>
internal sealed class HealthPages(ConnectorParts parts)
{
    internal Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
    {
        "/" or "/healthz" => WriteAsync(context, "text/plain; charset=utf-8", "ok\n"),
        "/metrics" => WriteAsync(
            context, PrometheusText.ContentType, PrometheusText.Write(parts.Counters, parts.Outside.Time)),
        _ => RefuseAsync(context),
    };

    private static Task RefuseAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(HttpContext context, string type, string text)
    {
        context.Response.ContentType = type;
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text), context.RequestAborted);
    }
}
