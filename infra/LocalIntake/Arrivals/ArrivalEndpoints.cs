using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LocalIntake;

/// <summary>
/// The control API for what arrived: <c>/control/arrivals</c>, of all destinations or of <c>?destination=</c> one.
/// </summary>
/// <param name="arrivals">What arrived.</param>
/// <param name="onForgotten">Forgets what else is known of it.</param>
internal sealed class ArrivalEndpoints(ArrivalLogs arrivals, Action onForgotten)
{
    private const int DefaultLastCount = 20;

    internal void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/control/arrivals", context => AnswerAsync(
            context, logs => ControlReply.WriteAsync(context.Response, logs.ToJson())));
        routes.MapDelete("/control/arrivals", ForgetAsync);
        routes.MapGet("/control/arrivals/ids", context => AnswerAsync(context, logs => WriteIdsAsync(context, logs)));
        routes.MapGet(
            "/control/arrivals/duplicates",
            context => AnswerAsync(context, logs => WriteDuplicatesAsync(context, logs)));
        routes.MapGet("/control/arrivals/last", context => AnswerAsync(context, logs => WriteLastAsync(context, logs)));
        routes.MapGet(
            "/control/arrivals/events", context => AnswerAsync(context, logs => WriteEventsAsync(context, logs)));
    }

    private Task AnswerAsync(HttpContext context, Func<ArrivalLogs, Task> answer)
    {
        string destination = context.Request.Query["destination"].ToString();
        ArrivalLogs? logs = destination.Length == 0 ? arrivals : arrivals.Of(destination);
        string names = string.Join(", ", arrivals.All.Select(log => log.Destination));
        return logs is null
            ? ControlReply.RefuseAsync(context.Response, $"destination must be one of {names}; it is {destination}")
            : answer(logs);
    }

    private Task ForgetAsync(HttpContext context)
    {
        arrivals.Clear();
        onForgotten();
        return ControlReply.WriteAsync(context.Response, arrivals.ToJson());
    }

    private static async Task WriteIdsAsync(HttpContext context, ArrivalLogs logs)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        foreach (ReadOnlyMemory<byte> block in logs.IdLines())
        {
            await context.Response.Body.WriteAsync(block, context.RequestAborted);
        }
    }

    private static async Task WriteDuplicatesAsync(HttpContext context, ArrivalLogs logs)
    {
        context.Response.ContentType = ControlReply.Json;
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter);
        json.WriteStartObject();
        foreach (RepeatedId repeated in logs.RepeatedIds())
        {
            json.WriteNumber(repeated.Id, repeated.Times);
        }

        json.WriteEndObject();
    }

    private static async Task WriteLastAsync(HttpContext context, ArrivalLogs logs)
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
        foreach ((string destination, KeptArrival kept) in logs.Last(count))
        {
            Write(json, destination, kept);
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

    private static void Write(Utf8JsonWriter json, string destination, KeptArrival kept)
    {
        Arrival arrival = kept.Arrival;
        json.WriteStartObject();
        json.WriteString("destination", destination);
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

    private static async Task WriteEventsAsync(HttpContext context, ArrivalLogs logs)
    {
        if (logs.All.Any(log => log.KeptEvents is null))
        {
            await ControlReply.RefuseAsync(
                context.Response, "events are only kept with --keep-events", StatusCodes.Status404NotFound);
            return;
        }

        context.Response.ContentType = "application/x-ndjson";
        foreach (ArrivalLog log in logs.All)
        {
            long length = log.KeptLength() ?? 0;
            await log.KeptEvents!.CopyAsync(context.Response.Body, length, context.RequestAborted);
        }
    }
}
