using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>
/// Delivers what a notification names, and tells whether it may be acknowledged: only when every line of every object
/// is accounted for, or sure to be continued. For several threads.
/// </summary>
internal sealed partial class NotificationDelivery(ConnectorParts parts)
{
    private readonly Connector connector = new(parts);
    private readonly ILogger log = parts.Outside.Logs.CreateLogger<NotificationDelivery>();

    /// <summary>A deadline this far away: reading stops early only if somebody can continue.</summary>
    internal Deadline In(TimeSpan left) => Deadline.In(left, TimeForPayload, parts.Outside.Time);

    /// <summary>Time to keep for what is in flight.</summary>
    internal TimeSpan TimeForPayload =>
        parts.Continuations is null ? TimeSpan.Zero : parts.Options.Delivery.AttemptTimeout;

    /// <summary>Delivers everything that a notification names.</summary>
    /// <returns>Why it must not be acknowledged, for a person; null when it may be.</returns>
    internal async Task<string?> DeliverAsync(Notification notification, Deadline deadline, CancellationToken cancel)
    {
        switch (notification)
        {
            case Notification.Objects objects:
                return await DeliverAsync(objects.References, deadline, cancel);
            case Notification.Nothing nothing:
                LogNothing(nothing.Reason);
                return null;
            case Notification.Tick when parts.Work is { } queue:
                return await new WorkLoop(parts, this, queue).DrainAsync(deadline, cancel);
            case Notification.Tick:
                return Fail($"a timer's event, but {HostSettings.Queue.Name} is not set");
            case Notification.Unknown unknown:
                return Fail(unknown.Reason);
            default:
                throw new InvalidOperationException("There is no other kind of notification.");
        }
    }

    private async Task<string?> DeliverAsync(
        IReadOnlyList<BatchReference> references, Deadline deadline, CancellationToken cancel)
    {
        string? problem = null;
        for (int number = 0; number < references.Count; number++)
        {
            // What was not begun in time gets a message, and a run, of its own.
            bool isLeft = number > 0 && deadline.IsNear;
            string? one = isLeft
                ? await ContinueAsync(references[number], cancel)
                : await DeliverAsync(references[number], deadline, cancel);
            problem ??= one;
        }

        return problem;
    }

    private async Task<string?> DeliverAsync(BatchReference reference, Deadline deadline, CancellationToken cancel)
    {
        Ledger ledger = await connector.DeliverAsync(reference, deadline, progress: null, cancel);
        return ledger.Outcome switch
        {
            BatchOutcome.Delivered or BatchOutcome.Partial or BatchOutcome.Ignored => null,
            BatchOutcome.Continued =>
                await ContinueAsync(reference with { Continuation = ledger.ToContinuation() }, cancel),
            _ => Fail($"{ledger.Object}: {ledger.Reason}"),
        };
    }

    private async Task<string?> ContinueAsync(BatchReference rest, CancellationToken cancel)
    {
        if (parts.Continuations is not { } queue)
        {
            return Fail($"{rest.Uri}: the time ended, and {HostSettings.ContinuationQueue.Name} is not set");
        }

        string? problem = await queue.SendAsync(ConnectorMessage.Write(rest), cancel);
        return problem is null ? null : Fail($"{rest.Uri}: the rest cannot be queued: {problem}");
    }

    private string Fail(string reason)
    {
        LogFailed(reason);
        return reason;
    }
}
