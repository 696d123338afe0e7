using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// Our own messages. A pointer names an object that nobody notified us of, for a backfill:
/// <c>{"connector":"pointer","object":"s3://bucket/key"}</c>, with <c>etag</c>, <c>version</c> and <c>bytes</c> where
/// they are known. A continuation (<c>"connector":"continuation"</c>) also tells the line that comes next, and what
/// became of those before. <c>{"connector":"tick"}</c> is for schedulers that send what they are told.
/// </summary>
internal static class ConnectorMessage
{
    private const string Pointer = "pointer";
    private const string Continued = "continuation";
    private const string Tick = "tick";

    internal static readonly NotificationFormat Format = new(
        message => message.At("connector") is not null, (message, _) => Read(message));

    /// <summary>The message that leads to this object, or to the rest of it.</summary>
    internal static string Write(BatchReference reference)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("connector", reference.Continuation is null ? Pointer : Continued);
            json.WriteString("object", reference.Uri);
            WriteKnown(json, "etag", reference.Etag);
            WriteKnown(json, "version", reference.Version);
            if (reference.Bytes is { } size)
            {
                json.WriteNumber("bytes", size);
            }

            if (reference.Continuation is { } continuation)
            {
                Write(json, continuation);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteKnown(Utf8JsonWriter json, string name, string? text)
    {
        if (text is not null)
        {
            json.WriteString(name, text);
        }
    }

    private static void Write(Utf8JsonWriter json, Continuation continuation)
    {
        json.WriteNumber("nextLine", continuation.NextLine);
        json.WriteString("identity", continuation.Identity);
        json.WriteNumber("runs", continuation.Runs);
        json.WriteNumber("recordsRead", continuation.RecordsRead);
        json.WriteNumber("delivered", continuation.Delivered);
        json.WriteNumber("duplicates", continuation.Duplicates);
        json.WriteNumber("filtered", continuation.Filtered);
        json.WriteNumber("sampledOut", continuation.SampledOut);
        json.WriteNumber("deadLettered", continuation.DeadLettered);
        json.WriteNumber("payloads", continuation.Payloads);
        json.WriteNumber("attempts", continuation.Attempts);
        json.WriteBoolean("mayHaveDoubled", continuation.MayHaveDoubled);
    }

    private static Notification Read(JsonElement message)
    {
        string kind = message.TextAt("connector") ?? "";
        if (kind == Tick)
        {
            return new Notification.Tick();
        }

        if (kind is not (Pointer or Continued) || message.TextAt("object") is not { } uri)
        {
            return new Notification.Unknown("a message of a connector without an object, or of an unknown kind");
        }

        Continuation? continuation = kind == Continued ? ReadContinuation(message) : null;
        return kind == Continued && continuation is not { IsBalanced: true }
            ? new Notification.Unknown("a continuation without a line, or whose counts do not add up")
            : Notification.One(new BatchReference(uri)
            {
                Etag = message.EtagAt("etag"),
                Version = message.TextAt("version"),
                Bytes = message.NumberAt("bytes"),
                Continuation = continuation,
            });
    }

    private static Continuation? ReadContinuation(JsonElement message) =>
        message.NumberAt("nextLine") is not { } line || message.TextAt("identity") is not { } identity
            ? null
            : new Continuation(line, identity)
            {
                Runs = (int)(message.NumberAt("runs") ?? 1),
                RecordsRead = message.NumberAt("recordsRead") ?? 0,
                Delivered = message.NumberAt("delivered") ?? 0,
                Duplicates = message.NumberAt("duplicates") ?? 0,
                Filtered = message.NumberAt("filtered") ?? 0,
                SampledOut = message.NumberAt("sampledOut") ?? 0,
                DeadLettered = message.NumberAt("deadLettered") ?? 0,
                Payloads = message.NumberAt("payloads") ?? 0,
                Attempts = message.NumberAt("attempts") ?? 0,
                MayHaveDoubled = message.At("mayHaveDoubled") is { ValueKind: JsonValueKind.True },
            };
}
