using System.Text;
using Connectors.Delivery;
using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>
/// Takes messages from a queue and delivers what they name, several at a time. A message stays hidden from others while
/// it is worked on, is deleted when it is settled, and is given back when it is not.
/// </summary>
internal sealed partial class WorkLoop(ConnectorParts parts, NotificationDelivery delivery, IWorkQueue queue)
{
    // Queues hide a message for at least 30 s when it is received.
    private static readonly TimeSpan FirstBeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan Hiding = TimeSpan.FromMinutes(2);
    private static readonly RetrySchedule Redelivery =
        new(TimeSpan.FromSeconds(20), TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(15));

    private readonly ILogger log = parts.Outside.Logs.CreateLogger<WorkLoop>();

    private int Places => parts.Options.Host.Objects;

    private TimeProvider Time => parts.Outside.Time;

    /// <summary>Works until it is asked to stop, and then ends what it has begun.</summary>
    /// <param name="deadline">Moved by whoever asks to stop: what is not settled then is given back.</param>
    /// <param name="stop">Asks to take no new work.</param>
    internal async Task RunAsync(Deadline deadline, CancellationToken stop)
    {
        List<Task<bool>> running = [];
        while (!stop.IsCancellationRequested)
        {
            running.RemoveAll(task => task.IsCompleted);
            if (running.Count >= Places)
            {
                await Task.WhenAny(running);
                continue;
            }

            IReadOnlyList<QueueMessage> messages = await ReceiveAsync(Places - running.Count, stop);
            running.AddRange(messages.Select(message => HandleAsync(message, deadline)));
        }

        running.RemoveAll(task => task.IsCompleted);
        LogStopping(running.Count);
        await Task.WhenAll(running);
    }

    /// <summary>Works until the queue is empty or the time is nearly over.</summary>
    /// <returns>How many messages failed, for a person; null when none did.</returns>
    internal async Task<string?> DrainAsync(Deadline deadline, CancellationToken cancel)
    {
        int failed = 0;
        IReadOnlyList<QueueMessage> messages = [];
        do
        {
            bool[] settled = await Task.WhenAll(messages.Select(message => HandleAsync(message, deadline)));
            failed += settled.Count(isSettled => !isSettled);
            messages = deadline.IsNear ? [] : await ReceiveAsync(Places, cancel);
        }
        while (messages.Count > 0);

        return failed == 0 ? null : $"{failed} messages of the queue failed; they come again";
    }

    /// <summary>How long a message that failed is kept from being tried again.</summary>
    internal static TimeSpan Rest(int deliveries, double chance) => Redelivery.Delay(deliveries, (1 + chance) / 2);

    private async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, CancellationToken stop)
    {
        try
        {
            return await queue.ReceiveAsync(most, stop);
        }
        catch (OperationCanceledException)
        {
            return [];
        }
        catch (IOException fault)
        {
            LogQueueFailed(ReasonCodes.QueueUnreachable, fault.Message);
            await Task.Delay(Rest(deliveries: 0, parts.Outside.Chance()), Time, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return [];
        }
    }

    // Never throws; true when the message is settled.
    private async Task<bool> HandleAsync(QueueMessage message, Deadline deadline)
    {
        using IDisposable? scope = log.Within(("messageId", message.Id));
        using var lost = new CancellationTokenSource();
        using var done = new CancellationTokenSource();
        Task<QueueMessage?> hiding = KeepHiddenAsync(message, lost, done.Token);
        string? problem = await DeliverAsync(message, deadline, lost.Token);
        await done.CancelAsync();
        if (await hiding is not { } ours)
        {
            LogLost(ReasonCodes.MessageLost);
            parts.Counters.AddMessage("lost");
            return false;
        }

        parts.Counters.AddMessage(problem is null ? "settled" : "failed");
        await (problem is null ? DeleteAsync(ours) : GiveBackAsync(ours, deadline));
        return problem is null;
    }

    private async Task<string?> DeliverAsync(QueueMessage message, Deadline deadline, CancellationToken lost)
    {
        var origin = new MessageOrigin(message.Id, message.Deliveries);
        try
        {
            Notification notification = NotificationReader.Read(Encoding.UTF8.GetBytes(message.Body));
            return notification is Notification.Tick
                ? delivery.Fail(origin, new Problem(
                    ReasonCodes.NotificationUnknown, "a timer's event in the queue that it is meant to empty"))
                : await delivery.DeliverAsync(notification, origin, deadline, lost);
        }
        catch (OperationCanceledException)
        {
            return "the message went to somebody else";
        }
        catch (Exception fault)
        {
            // A fault of ours must cost this message its success, and not the process its life.
            return delivery.Fail(origin, new Problem(ReasonCodes.Fault, fault.GetType().Name));
        }
    }

    // The message as it is to be used from now on; null when somebody else has it.
    private async Task<QueueMessage?> KeepHiddenAsync(
        QueueMessage message, CancellationTokenSource lost, CancellationToken done)
    {
        QueueMessage current = message;
        TimeSpan wait = FirstBeat;
        while (true)
        {
            await Task.Delay(wait, Time, done).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (done.IsCancellationRequested)
            {
                return current;
            }

            wait = Beat;
            try
            {
                if (await queue.HideAsync(current, Hiding, CancellationToken.None) is not { } hidden)
                {
                    await lost.CancelAsync();
                    return null;
                }

                current = hidden;
            }
            catch (IOException fault)
            {
                // It stays hidden for a while yet: the next beat tries again.
                LogQueueFailed(ReasonCodes.QueueUnreachable, fault.Message);
                wait = FirstBeat;
            }
        }
    }

    private async Task DeleteAsync(QueueMessage message)
    {
        try
        {
            if (!await queue.DeleteAsync(message, CancellationToken.None))
            {
                LogLost(ReasonCodes.MessageLost);
            }
        }
        catch (IOException fault)
        {
            // It comes again: the same records with the same ids.
            LogQueueFailed(ReasonCodes.QueueUnreachable, fault.Message);
        }
    }

    private async Task GiveBackAsync(QueueMessage message, Deadline deadline)
    {
        try
        {
            // When this process ends, another may begin at once; when the destination is down, nobody should.
            TimeSpan rest = deadline.IsNear ? TimeSpan.Zero : Rest(message.Deliveries, parts.Outside.Chance());
            await queue.HideAsync(message, rest, CancellationToken.None);
        }
        catch (IOException fault)
        {
            // It comes again when its hiding ends.
            LogQueueFailed(ReasonCodes.QueueUnreachable, fault.Message);
        }
    }
}
