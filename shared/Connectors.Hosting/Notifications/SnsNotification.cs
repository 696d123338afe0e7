using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// Amazon SNS around a message: as it lies in a queue (<c>{"Type":"Notification","Message":"..."}</c>), and as a
/// function gets it (<c>{"Records":[{"Sns":{...}}]}</c>).
/// </summary>
/// <remarks>Source: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html</remarks>
internal static class SnsNotification
{
    internal static readonly NotificationFormat Message = new(
        message => message.At("TopicArn") is not null
            || (message.At("Type") is not null && message.At("Message") is not null),
        (message, nested) => message.TextAt("Type") switch
        {
            "Notification" or null when message.At("Message") is { } inner => nested.Read(inner),
            { } type and ("SubscriptionConfirmation" or "UnsubscribeConfirmation") =>
                new Notification.Nothing($"{type} of a topic; subscriptions are confirmed by whoever made them"),
            _ => new Notification.Unknown("a message of a topic of unknown type"),
        });

    internal static readonly NotificationFormat Records = new(
        message => message.At("Records") is { ValueKind: JsonValueKind.Array } records
            && records.EnumerateArray().Any(item => item.At("Sns") is not null),
        (message, nested) => Notification.All(message.GetProperty("Records").EnumerateArray().Select(item =>
            item.At("Sns") is { } sns ? nested.Read(sns) : new Notification.Unknown("an SNS item without a message"))));
}
