using Connectors.Records;
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
    internal async Task<string?> DeliverAsync(
        Notification notification, MessageOrigin message, Deadline deadline, CancellationToken cancel)
    {
        using IDisposable? scope = log.Within(("messageId", message.Id));
        switch (notification)
        {
            case Notification.Objects objects:
                return await DeliverAsync(objects.References, message, deadline, cancel);
            case Notification.Nothing nothing:
                LogNothing(nothing.Reason);
                return null;
            case Notification.Tick when parts.Work is { } queue:
                return await new WorkLoop(parts, this, queue).DrainAsync(deadline, cancel);
            case Notification.Tick:
                return Fail(message, new Problem(
                    ReasonCodes.QueueNotSet, $"a timer's event, but {HostSettings.Queue.Name} is not set"));
            case Notification.Unknown unknown:
                return Fail(message, new Problem(ReasonCodes.NotificationUnknown, unknown.Reason));
            default:
                throw new InvalidOperationException("There is no other kind of notification.");
        }
    }

    /// <summary>Tells that a message, or one object of it, is not acknowledged.</summary>
    /// <returns>Why, for a person.</returns>
    internal string Fail(MessageOrigin message, Problem problem, string uri = "")
    {
        LogFailed(uri, problem.Code, problem.Text);
        if (parts.Options.Host.Tries is > 0 and var tries && message.Deliveries >= tries)
        {
            string command = uri.Length == 0 ? "" : $"{parts.Program} deliver {Terminal.Quoted(uri)}";
            LogLastTry(uri, ReasonCodes.LastTry, problem.Code, problem.Text, message.Deliveries, command);
        }

        return uri.Length == 0 ? problem.Text : $"{uri}: {problem.Text}";
    }

    private async Task<string?> DeliverAsync(
        IReadOnlyList<BatchReference> references, MessageOrigin message, Deadline deadline, CancellationToken cancel)
    {
        string? failure = null;
        for (int number = 0; number < references.Count; number++)
        {
            // What was not begun in time gets a message, and a run, of its own.
            BatchReference reference = references[number];
            Problem? problem = number > 0 && deadline.IsNear
                ? await ContinueAsync(reference, cancel)
                : await DeliverAsync(reference, deadline, cancel);
            string? one = problem is null ? null : Fail(message, problem, reference.Uri);
            failure ??= one;
        }

        return failure;
    }

    private async Task<Problem?> DeliverAsync(BatchReference reference, Deadline deadline, CancellationToken cancel)
    {
        try
        {
            Ledger ledger = await connector.DeliverAsync(reference, deadline, progress: null, cancel);
            return ledger.Outcome switch
            {
                BatchOutcome.Delivered or BatchOutcome.Partial or BatchOutcome.Ignored => null,
                BatchOutcome.Continued =>
                    await ContinueAsync(reference with { Continuation = ledger.ToContinuation() }, cancel),
                _ => new Problem(ledger.Code ?? ReasonCodes.Fault, ledger.Reason),
            };
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of ours must cost this message its success, and not the process its life.
            LogFault(fault, ReasonCodes.Fault);
            return new Problem(ReasonCodes.Fault, fault.GetType().Name);
        }
    }

    private async Task<Problem?> ContinueAsync(BatchReference rest, CancellationToken cancel)
    {
        if (parts.Continuations is not { } queue)
        {
            return new Problem(
                ReasonCodes.RestNotQueued, $"the time ended, and {HostSettings.ContinuationQueue.Name} is not set");
        }

        string? problem = await queue.SendAsync(ConnectorMessage.Write(rest), cancel);
        return problem is null
            ? null
            : new Problem(ReasonCodes.RestNotQueued, $"the rest cannot be queued: {problem}");
    }
}
