using System.Net;
using System.Text;
using Azure;
using Azure.Storage.Queues;

namespace Connectors.Hosting;

/// <summary>A queue of an Azure storage account. For several threads.</summary>
/// <param name="queue">The client; it must not decode the messages.</param>
/// <param name="time">The clock.</param>
internal sealed class AzureQueue(QueueClient queue, TimeProvider time) : IWorkQueue
{
    private const int MostMessages = 32; // in one answer
    private const int Polls = 10;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2); // the queue itself does not wait
    private static readonly TimeSpan FirstHiding = TimeSpan.FromMinutes(2);

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, CancellationToken cancel)
    {
        for (int poll = 1; poll <= Polls; poll++)
        {
            Azure.Storage.Queues.Models.QueueMessage[] messages = await AskAsync(
                async () => (await queue.ReceiveMessagesAsync(Math.Min(most, MostMessages), FirstHiding, cancel)).Value,
                cancel);
            if (messages.Length > 0)
            {
                return [.. messages.Select(message => new QueueMessage(
                    message.MessageId, Decode(message.MessageText), message.PopReceipt, (int)message.DequeueCount))];
            }

            await Task.Delay(Pause, time, cancel);
        }

        return [];
    }

    public async Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan time, CancellationToken cancel)
    {
        try
        {
            string handle = await AskAsync(
                async () => (await queue.UpdateMessageAsync(
                    message.Id, message.Handle, (string?)null, time, cancel)).Value.PopReceipt,
                cancel);
            return message with { Handle = handle };
        }
        catch (RequestFailedException lost) when (IsLost(lost))
        {
            return null;
        }
    }

    public async Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancel)
    {
        try
        {
            await AskAsync(() => queue.DeleteMessageAsync(message.Id, message.Handle, cancel), cancel);
            return true;
        }
        catch (RequestFailedException lost) when (IsLost(lost))
        {
            return false;
        }
    }

    public async Task<string?> SendAsync(string body, CancellationToken cancel)
    {
        try
        {
            string encoded = Convert.ToBase64String(Encoding.UTF8.GetBytes(body)); // as the Functions host expects it
            await AskAsync(() => queue.SendMessageAsync(encoded, cancel), cancel);
            return null;
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }

    /// <summary>A message's text: base64 of a notification, or the notification itself.</summary>
    internal static string Decode(string text)
    {
        Span<byte> bytes = new byte[text.Length];
        bool isBase64 = Convert.TryFromBase64String(text, bytes, out int count);
        return isBase64 && count > 0 ? Encoding.UTF8.GetString(bytes[..count]) : text;
    }

    private static bool IsLost(RequestFailedException fault) =>
        fault.ErrorCode is "MessageNotFound" or "PopReceiptMismatch";

    private async Task<T> AskAsync<T>(Func<Task<T>> ask, CancellationToken cancel)
    {
        try
        {
            return await ask();
        }
        catch (Exception fault) when (AzureFaults.IsFault(fault, cancel)
            && fault is not RequestFailedException { ErrorCode: "MessageNotFound" or "PopReceiptMismatch" })
        {
            string reason = fault is RequestFailedException { Status: (int)HttpStatusCode.NotFound }
                ? "there is no such queue"
                : AzureFaults.Explain(fault, "Storage Queue Data Message Processor").Message;
            throw new IOException($"the queue {queue.Uri} does not do it: {reason}", fault);
        }
    }
}
