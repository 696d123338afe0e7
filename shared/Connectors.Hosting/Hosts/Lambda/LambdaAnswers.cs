using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Json;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// Handles events, and says how each is answered. Of a queue's event, each message fails or succeeds alone; when all
/// fail, the invocation does, so that it counts as an error. Any other event is acknowledged as a whole.
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
    internal async Task<LambdaAnswer> AnswerAsync(
        ReadOnlyMemory<byte> message, Deadline deadline, CancellationToken cancel)
    {
        if (SqsEvent.Items(message) is { } items)
        {
            return await AnswerItemsAsync(items, deadline, cancel);
        }

        string? problem = await delivery.DeliverAsync(
            NotificationReader.Read(message), new MessageOrigin(), deadline, cancel);
        return problem is null ? LambdaAnswer.Succeeded("{}"u8.ToArray()) : NotDelivered(problem);
    }

    private async Task<LambdaAnswer> AnswerItemsAsync(
        IReadOnlyList<SqsItem> items, Deadline deadline, CancellationToken cancel)
    {
        var problems = new ConcurrentDictionary<SqsItem, string>(ReferenceEqualityComparer.Instance);
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(items, options, async (item, stop) =>
        {
            var origin = new MessageOrigin(item.Id, item.Deliveries);
            string? problem = deadline.IsNear
                ? delivery.Fail(origin, new Problem(ReasonCodes.NoPlace, "no time was left to begin with it"))
                : await delivery.DeliverAsync(NotificationReader.Read(item.Body), origin, deadline, stop);
            if (problem is not null)
            {
                problems[item] = problem;
            }
        });

        SqsItem[] failed = [.. items.Where(problems.ContainsKey)];
        bool isWhole = failed.Length > 0 && (failed.Length == items.Count || failed.Any(item => item.Id.Length == 0));
        return isWhole ? NotDelivered(problems[failed[0]]) : LambdaAnswer.Succeeded(Failures(failed));
    }

    private static LambdaAnswer NotDelivered(string problem) => LambdaAnswer.Failed("Connector.NotDelivered", problem);

    private static byte[] Failures(SqsItem[] failed)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteStartArray("batchItemFailures");
            foreach (SqsItem item in failed)
            {
                json.WriteStartObject();
                json.WriteString("itemIdentifier", item.Id);
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
