using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LocalIntake;

/// <summary>The collector's answer: a status, and mostly a JSON object with a text and a code.</summary>
/// <remarks>
/// Sources: the codes of "Troubleshoot HTTP Event Collector", https://help.splunk.com/en/splunk-enterprise/get-started/
/// get-data-in/10.4/get-data-with-http-event-collector/troubleshoot-http-event-collector; code 28, the HTML, the Allow
/// header and where the numbers stand were seen on Splunk Enterprise 10.4.3 and Splunk Cloud 10.5.
/// </remarks>
internal sealed record HecReply(int Status) : IntakeReply(Status)
{
    internal int? Code { get; init; }

    internal string Text { get; init; } = "";

    /// <summary>The number of the event that is bad, from 0.</summary>
    internal int? InvalidEvent { get; init; }

    /// <summary>The number to ask for the acknowledgement of what was taken.</summary>
    internal long? AckId { get; init; }

    /// <summary>The answer to such a question.</summary>
    internal IReadOnlyDictionary<long, bool>? Acks { get; init; }

    internal static HecReply NotFound { get; } = new(StatusCodes.Status404NotFound)
    {
        Code = StatusCodes.Status404NotFound,
        Text = "The requested URL was not found on this server.",
    };

    /// <summary>The answer with one of the collector's codes.</summary>
    internal static HecReply Of(int code) => TextOf(code) is var (status, text)
        ? new HecReply(status) { Code = code, Text = text }
        : throw new ArgumentOutOfRangeException(nameof(code), code, "The collector has no such code.");

    /// <summary>The same for another method: only the status and a header tell the difference.</summary>
    internal static HecReply NotAllowed(string allow) =>
        NotFound with { Status = StatusCodes.Status405MethodNotAllowed, Allow = allow };

    internal static HecReply Options(string allow) => new(StatusCodes.Status200OK) { Allow = allow };

    /// <summary>A page for people, as the web server before the collector gives it.</summary>
    internal static HecReply Html(int status, string text) => new(status) { Text = text };

    /// <summary>What a fault answers: the collector's words where it has some for this status.</summary>
    internal static HecReply OfFault(ScriptedFault fault)
    {
        int? code = fault.Code ?? UsualCode(fault.Status);
        string text = code is { } known && TextOf(known) is var (_, words) ? words : "Fault on demand";
        return new HecReply(fault.Status) { Code = code, Text = text, RetryAfter = fault.RetryAfter };
    }

    protected override byte[] Body(out string type)
    {
        type = "text/html; charset=UTF-8";
        if (Code is null && Acks is null)
        {
            string page = $"<html><head><title>{Status}</title></head><body><h1>{Text}</h1></body></html>\r\n";
            return Text.Length == 0 ? [] : Encoding.UTF8.GetBytes(page);
        }

        type = "application/json; charset=UTF-8";
        var bytes = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(bytes);
        json.WriteStartObject();
        WriteMembers(json);
        json.WriteEndObject();
        json.Flush();
        return bytes.WrittenSpan.ToArray();
    }

    private void WriteMembers(Utf8JsonWriter json)
    {
        if (Code is { } code)
        {
            json.WriteString("text", Text);
            json.WriteNumber("code", code);
        }

        if (InvalidEvent is { } invalid)
        {
            json.WriteNumber("invalid-event-number", invalid);
        }

        if (AckId is { } ackId)
        {
            json.WriteNumber("ackId", ackId);
        }

        if (Acks is { } acks)
        {
            json.WriteStartObject("acks");
            foreach ((long id, bool isIndexed) in acks)
            {
                json.WriteBoolean($"{id}", isIndexed);
            }

            json.WriteEndObject();
        }
    }

    private static int? UsualCode(int status) => status switch
    {
        StatusCodes.Status400BadRequest => HecCode.InvalidFormat,
        StatusCodes.Status401Unauthorized => HecCode.InvalidAuthorization,
        StatusCodes.Status403Forbidden => HecCode.InvalidToken,
        StatusCodes.Status404NotFound => status,
        StatusCodes.Status429TooManyRequests => HecCode.QueueFull,
        StatusCodes.Status500InternalServerError => HecCode.InternalError,
        StatusCodes.Status503ServiceUnavailable => HecCode.Busy,
        _ => null,
    };

    private static (int Status, string Text)? TextOf(int code) =>
        HecCode.All.TryGetValue(code, out var known) ? known : null;
}
