using System.Text;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>What a function gets of a queue: several messages, each of which may fail alone.</summary>
/// <remarks>Source: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html</remarks>
internal static class SqsEvent
{
    internal static readonly NotificationFormat Format = new(
        Fits,
        (message, nested) => Notification.All(message.GetProperty("Records").EnumerateArray().Select(item =>
            item.At("body") is { } body
                ? nested.Read(body)
                : new Notification.Unknown("a queue's item without a body"))));

    /// <summary>The messages of an event; null when it is no queue's event.</summary>
    internal static IReadOnlyList<SqsItem>? Items(ReadOnlyMemory<byte> message)
    {
        try
        {
            using var document = JsonDocument.Parse(message);
            return Fits(document.RootElement)
                ? [.. document.RootElement.GetProperty("Records").EnumerateArray().Select(item => new SqsItem(
                    item.TextAt("messageId") ?? "", Encoding.UTF8.GetBytes(item.TextAt("body") ?? ""))
                {
                    Deliveries = (int)(item.NumberAt("attributes", "ApproximateReceiveCount") ?? 0),
                })]
                : null;
        }
        catch (Exception fault) when (fault.IsOfJson())
        {
            return null;
        }
    }

    private static bool Fits(JsonElement message) =>
        message.At("Records") is { ValueKind: JsonValueKind.Array } records
        && records.EnumerateArray().Any(item => item.TextAt("eventSource") == "aws:sqs");
}

/// <summary>One message of a queue's event.</summary>
/// <param name="Id">What it is called in the answer.</param>
/// <param name="Body">The notification.</param>
internal sealed record SqsItem(string Id, byte[] Body)
{
    /// <summary>How often it was received, this time included; 0 when that is not told.</summary>
    internal int Deliveries { get; init; }
}
