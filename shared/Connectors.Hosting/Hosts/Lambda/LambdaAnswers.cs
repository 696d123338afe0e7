using System.Buffers;
using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// Handles events, and says how each is answered: a queue's event by its messages, any other as a whole.
/// </summary>
/// <remarks>
/// The function's event source mapping must ask for <c>ReportBatchItemFailures</c>: without it, the answer is not read
/// and messages that failed are deleted. Source:
/// https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html
/// </remarks>
/// <param name="delivery">Delivers what messages name.</param>
/// <param name="atOnce">Messages handled at the same time.</param>
internal sealed class LambdaAnswers(NotificationDelivery delivery, int atOnce)
{
    private readonly ItemDelivery each = new(delivery, atOnce);

    internal async Task<LambdaAnswer> AnswerAsync(
        ReadOnlyMemory<byte> message, Deadline deadline, CancellationToken cancel)
    {
        if (SqsEvent.Items(message) is { } items)
        {
            ItemFailures failed = await each.DeliverAsync(items, deadline, cancel);
            return failed.Problem is { } whole ? NotDelivered(whole) : LambdaAnswer.Succeeded(Failures(failed.Ids));
        }

        string? problem = await delivery.DeliverAsync(
            NotificationReader.Read(message), new MessageOrigin(), deadline, cancel);
        return problem is null ? LambdaAnswer.Succeeded("{}"u8.ToArray()) : NotDelivered(problem);
    }

    private static LambdaAnswer NotDelivered(string problem) => LambdaAnswer.Failed("Connector.NotDelivered", problem);

    private static byte[] Failures(IReadOnlyList<string> ids)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("batchItemFailures");
            foreach (string id in ids)
            {
                json.WriteStartObject();
                json.WriteString("itemIdentifier", id);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }
}

/// <summary>How an event is answered: with JSON, or with a failure.</summary>
internal sealed record LambdaAnswer(ReadOnlyMemory<byte> Json, LambdaFailure? Failure)
{
    internal static LambdaAnswer Succeeded(byte[] json) => new(json, Failure: null);

    internal static LambdaAnswer Failed(string type, string message) =>
        new(default, new LambdaFailure(type, message));
}
