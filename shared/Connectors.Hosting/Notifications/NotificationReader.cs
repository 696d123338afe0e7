using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// Reads notifications of every kind: takes off what wraps them (text in text, base64, arrays), and picks the format
/// by the shape of what is inside. Computes only.
/// </summary>
internal static class NotificationReader
{
    // A queue's host, a queue, a topic, an event bus and the event: no chain of services nests deeper.
    private const int DeepestNesting = 8;

    // The table: the first format whose shape fits reads the message.
    private static readonly NotificationFormat[] Formats =
    [
        ConnectorMessage.Format,
        S3Notification.TestEvent,
        S3Notification.Records,
        SqsEvent.Format,
        SnsNotification.Records,
        SnsNotification.Message,
        R2Notification.Format,
        PubSubNotification.Format,
        TypedEvent.Format,
        GcsNotification.Resource,
    ];

    /// <summary>Reads a message.</summary>
    /// <param name="message">Its bytes: JSON, or base64 of it.</param>
    internal static Notification Read(ReadOnlyMemory<byte> message) => Read(message, depth: 0);

    /// <summary>Reads the data of an event whose type stands outside of them, as in an HTTP header.</summary>
    internal static Notification ReadEvent(string type, ReadOnlyMemory<byte> data)
    {
        try
        {
            using var document = JsonDocument.Parse(data);
            return TypedEvent.Read(type, document.RootElement, new Nested(depth: 0));
        }
        catch (Exception fault) when (fault.IsOfJson())
        {
            return new Notification.Unknown($"an event of type {type} whose data are not JSON");
        }
    }

    private static Notification Read(ReadOnlyMemory<byte> message, int depth)
    {
        ReadOnlyMemory<byte> json = FromBase64(message.Span) ?? message;
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement, depth);
        }
        catch (Exception fault) when (fault.IsOfJson())
        {
            return new Notification.Unknown("the message is not JSON");
        }
    }

    private static Notification Read(JsonElement message, int depth)
    {
        if (depth > DeepestNesting)
        {
            return new Notification.Unknown("the message is nested too deeply");
        }

        switch (message.ValueKind)
        {
            case JsonValueKind.String:
                return Read(Encoding.UTF8.GetBytes(message.GetString()!), depth + 1);
            case JsonValueKind.Array:
                return Notification.All(message.EnumerateArray().Select(item => Read(item, depth + 1)));
            case JsonValueKind.Object:
                NotificationFormat? format = Array.Find(Formats, format => format.Fits(message));
                return format?.Read(message, new Nested(depth)) ?? new Notification.Unknown(Describe(message));
            default:
                return new Notification.Unknown($"the message is a JSON {message.ValueKind}".ToLowerInvariant());
        }
    }

    // Names only: values may hold what must not be logged.
    private static string Describe(JsonElement message)
    {
        const int most = 8;
        string names = string.Join(", ", message.EnumerateObject().Take(most).Select(member => member.Name));
        return $"the message has no known shape; its members are: {(names.Length > 0 ? names : "none")}";
    }

    // JSON of an object or array is never valid base64, and base64 never begins like it.
    private static byte[]? FromBase64(ReadOnlySpan<byte> message)
    {
        ReadOnlySpan<byte> text = message.Trim(" \t\r\n"u8);
        if (text.IsEmpty || text[0] is (byte)'{' or (byte)'[' or (byte)'"')
        {
            return null;
        }

        byte[] decoded = new byte[Base64.GetMaxDecodedFromUtf8Length(text.Length)];
        return Base64.DecodeFromUtf8(text, decoded, out _, out int written) == OperationStatus.Done
            ? decoded[..written]
            : null;
    }

    /// <summary>Reads what a message carries inside.</summary>
    internal readonly struct Nested(int depth)
    {
        internal Notification Read(JsonElement inner) => NotificationReader.Read(inner, depth + 1);
    }
}

/// <summary>One kind of message: how to tell it by its shape, and how to read it.</summary>
/// <param name="Fits">Whether a JSON object has this shape.</param>
/// <param name="Read">What it means.</param>
internal sealed record NotificationFormat(
    Func<JsonElement, bool> Fits, Func<JsonElement, NotificationReader.Nested, Notification> Read);
