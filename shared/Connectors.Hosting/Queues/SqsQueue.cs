using System.Globalization;
using Amazon.Runtime;
using Amazon.SQS;
using Amazon.SQS.Model;

namespace Connectors.Hosting;

/// <summary>A queue of Amazon SQS. For several threads.</summary>
/// <param name="sqs">The client.</param>
/// <param name="url">The queue's URL.</param>
internal sealed class SqsQueue(IAmazonSQS sqs, string url) : IWorkQueue
{
    private const int LongestPollSeconds = 20; // the most that SQS takes
    private const int MostMessages = 10; // in one answer

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, CancellationToken cancel)
    {
        var request = new ReceiveMessageRequest(url)
        {
            MaxNumberOfMessages = Math.Min(most, MostMessages),
            WaitTimeSeconds = LongestPollSeconds,
            MessageSystemAttributeNames = [MessageSystemAttributeName.ApproximateReceiveCount],
        };
        ReceiveMessageResponse response = await AskAsync(() => sqs.ReceiveMessageAsync(request, cancel), cancel);
        return [.. (response.Messages ?? []).Select(message => new QueueMessage(
            message.MessageId, message.Body, message.ReceiptHandle, DeliveriesOf(message)))];
    }

    public async Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan time, CancellationToken cancel)
    {
        var request = new ChangeMessageVisibilityRequest(url, message.Handle, (int)time.TotalSeconds);
        return await IsOursAsync(() => sqs.ChangeMessageVisibilityAsync(request, cancel), cancel) ? message : null;
    }

    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancel) =>
        IsOursAsync(() => sqs.DeleteMessageAsync(url, message.Handle, cancel), cancel);

    public async Task<string?> SendAsync(string body, CancellationToken cancel)
    {
        try
        {
            await AskAsync(() => sqs.SendMessageAsync(url, body, cancel), cancel);
            return null;
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }

    private static int DeliveriesOf(Message message) =>
        message.Attributes?.TryGetValue("ApproximateReceiveCount", out string? count) == true
            ? int.Parse(count, CultureInfo.InvariantCulture)
            : 1;

    private async Task<bool> IsOursAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            await AskAsync(ask, cancel);
            return true;
        }
        catch (Exception lost) when (lost is MessageNotInflightException or ReceiptHandleIsInvalidException)
        {
            return false;
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask();
        }
        catch (Exception fault) when (S3Faults.IsFault(fault, cancel)
            && fault is not (MessageNotInflightException or ReceiptHandleIsInvalidException))
        {
            string code = fault is AmazonServiceException { ErrorCode: { Length: > 0 } told } ? $"{told}: " : "";
            throw new IOException($"the queue {url} does not do it: {code}{fault.Message}", fault);
        }
    }
}
