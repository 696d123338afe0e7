using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LocalIntake;

/// <summary>The control API for what arrived: <c>/control/arrivals</c>.</summary>
internal sealed class ArrivalEndpoints(ArrivalLog arrivals, KeptEvents? keptEvents)
{
    private const int DefaultLastCount = 20;

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/control/arrivals", context => ControlReply.WriteAsync(context.Response, arrivals.ToJson()));
        routes.MapDelete("/control/arrivals", ForgetAsync);
        routes.MapGet("/control/arrivals/ids", WriteIdsAsync);
        routes.MapGet("/control/arrivals/duplicates", WriteDuplicatesAsync);
        routes.MapGet("/control/arrivals/last", WriteLastAsync);
        routes.MapGet("/control/arrivals/events", WriteEventsAsync);
    }

    private Task ForgetAsync(HttpContext context)
    {
        arrivals.Clear();
        return ControlReply.WriteAsync(context.Response, arrivals.ToJson());
    }

    private async Task WriteIdsAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        foreach (ReadOnlyMemory<byte> block in arrivals.IdLines())
        {
            await context.Response.Body.WriteAsync(block, context.RequestAborted);
        }
    }

    private async Task WriteDuplicatesAsync(HttpContext context)
    {
        context.Response.ContentType = ControlReply.Json;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        foreach (RepeatedId repeated in arrivals.RepeatedIds())
        {
            json.WriteNumber(repeated.Id, repeated.Times);
        }

        json.WriteEndObject();
    }

    private async Task WriteLastAsync(HttpContext context)
    {
        if (!TryReadCount(context.Request, out int count))
        {
            await ControlReply.RefuseAsync(
                context.Response, $"count must be a number from 1 to {LastArrivals.MaxCount}");
            return;
        }

        context.Response.ContentType = ControlReply.Json;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartArray();
        foreach (KeptArrival kept in arrivals.Last(count))
        {
            Write(json, kept);
        }

        json.WriteEndArray();
    }

    private static bool TryReadCount(HttpRequest request, out int count)
    {
        count = DefaultLastCount;
        return !request.Query.TryGetValue("count", out var text)
            || (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out count)
                && count is >= 1 and <= LastArrivals.MaxCount);
    }

    private static void Write(Utf8JsonWriter json, KeptArrival kept)
    {
        Arrival arrival = kept.Arrival;
        json.WriteStartObject();
        json.WriteNumber("number", kept.Number);
        json.WriteString("source", arrival.Source);
        json.WriteString("sourcetype", arrival.Sourcetype);
        if (!arrival.Id.IsEmpty)
        {
            json.WriteString("recordId", arrival.Id.Span);
        }

        if (arrival.Time is { } time)
        {
            json.WriteString("time", ArrivalTime.IsWritable(time) ? ArrivalTime.ToRfc3339(time) : $"{time}");
        }

        json.WriteNumber("bytes", arrival.Received.Length);
        json.WritePropertyName("received");
        if (arrival.IsJson)
        {
            json.WriteRawValue(arrival.Received.Span, skipInputValidation: true);
        }
        else
        {
            json.WriteStringValue(Encoding.UTF8.GetString(arrival.Received.Span)); // what is no UTF-8 becomes U+FFFD
        }

        json.WriteEndObject();
    }

    private async Task WriteEventsAsync(HttpContext context)
    {
        if (keptEvents is null || arrivals.KeptLength() is not { } length)
        {
            await ControlReply.RefuseAsync(
                context.Response, "events are only kept with --keep-events", StatusCodes.Status404NotFound);
            return;
        }

        context.Response.ContentType = "application/x-ndjson";
        await keptEvents.CopyAsync(context.Response.Body, length, context.RequestAborted);
    }
}
