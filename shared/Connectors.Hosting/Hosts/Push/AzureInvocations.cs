using System.Buffers;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Connectors.Hosting;

/// <summary>
/// Azure Functions' custom handlers: the function host posts <c>{"Data":{"name":...},"Metadata":{...}}</c> for every
/// trigger. An answer of 200 must hold a JSON object, or the invocation never ends; anything else than 2xx fails it.
/// </summary>
/// <remarks>
/// Sources: https://learn.microsoft.com/azure/azure-functions/functions-custom-handlers, and
/// https://github.com/Azure/azure-functions-host (a text is JSON in a JSON string: the reader unwraps both).
/// </remarks>
internal sealed class AzureInvocations : IPushFormat
{
    private const string Port = "FUNCTIONS_CUSTOMHANDLER_PORT";

    public IPEndPoint? Endpoint(IReadOnlyDictionary<string, string> environment) =>
        environment.TryGetValue(Port, out string? text)
        && ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out ushort port)
            ? new IPEndPoint(IPAddress.Loopback, port)
            : null;

    // Only the function host, in the same machine, reaches a loopback port.
    public Task<string?> RefuseAsync(IHeaderDictionary headers, CancellationToken cancel) =>
        Task.FromResult<string?>(null);

    public PushedMessage Read(IHeaderDictionary headers, ReadOnlyMemory<byte> body) =>
        Read(body) with { Ids = [("requestId", headers["X-Azure-Functions-InvocationId"].ToString())] };

    private static PushedMessage Read(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return new PushedMessage(ReadData(document.RootElement), ReadOrigin(document.RootElement));
        }
        catch (Exception fault) when (fault.IsOfJson())
        {
            return new PushedMessage(
                new Notification.Unknown("an invocation that is not JSON"), new MessageOrigin());
        }
    }

    private static Notification ReadData(JsonElement invocation)
    {
        if (invocation.At("Data") is not { ValueKind: JsonValueKind.Object } data)
        {
            return new Notification.Unknown("an invocation without Data");
        }

        // A function has one trigger, whatever its binding is called.
        JsonProperty[] bindings = [.. data.EnumerateObject()];
        return bindings switch
        {
            [] => new Notification.Unknown("an invocation without data of a trigger"),
            [var only] when IsTimer(only.Value) => new Notification.Tick(),
            [var only] => NotificationReader.Read(Encoding.UTF8.GetBytes(only.Value.GetRawText())),
            _ => new Notification.Unknown("an invocation with more than one binding"),
        };
    }

    // What is about the message is JSON in a JSON string, too: "\"1\"".
    private static MessageOrigin ReadOrigin(JsonElement invocation)
    {
        string id = invocation.TextAt("Metadata", "Id") ?? "";
        string deliveries = invocation.TextAt("Metadata", "DequeueCount") ?? "";
        int.TryParse(deliveries.Trim('"'), NumberStyles.None, CultureInfo.InvariantCulture, out int count);
        return new MessageOrigin(id.Trim('"'), count);
    }

    public PushAnswer Answer(string? problem)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartObject("Outputs");
            json.WriteEndObject();
            json.WriteStartArray("Logs");
            if (problem is not null)
            {
                json.WriteStringValue(problem);
            }

            json.WriteEndArray();
            json.WriteNull("ReturnValue");
            json.WriteEndObject();
        }

        int status = problem is null ? StatusCodes.Status200OK : StatusCodes.Status500InternalServerError;
        return new PushAnswer(status, bytes.WrittenMemory);
    }

    private static bool IsTimer(JsonElement value) =>
        value.At("IsPastDue") is not null || value.At("isPastDue") is not null;
}
