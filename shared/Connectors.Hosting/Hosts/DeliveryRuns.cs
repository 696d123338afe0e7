using System.Collections.Concurrent;
using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>
/// Deliveries of notifications that others bring: each within its time, no more at once than there is memory for, and
/// all sooner over when the process is asked to stop. For several threads.
/// </summary>
internal sealed partial class DeliveryRuns(NotificationDelivery delivery, ConnectorParts parts) : IDisposable
{
    private readonly ILogger log = parts.Outside.Logs.CreateLogger<DeliveryRuns>();
    private readonly SemaphoreSlim places = new(parts.Options.Host.Objects);
    private readonly ConcurrentDictionary<Deadline, bool> running = [];

    /// <summary>How many are running.</summary>
    internal int Count => running.Count;

    /// <summary>Delivers everything that a notification names; never throws but for a cancellation.</summary>
    /// <param name="message">The notification, and what it came in.</param>
    /// <param name="left">The time for it.</param>
    /// <param name="stop">Asks to end soon, as <see cref="Shorten"/> does with all.</param>
    /// <param name="cancel">Cancelled when nobody waits any more.</param>
    /// <returns>Why it must not be acknowledged, for a person; null when it may be.</returns>
    internal async Task<string?> DeliverAsync(
        PushedMessage message, TimeSpan left, CancellationToken stop, CancellationToken cancel)
    {
        using Deadline deadline = delivery.In(left);
        await using CancellationTokenRegistration asked = stop.Register(() => Shorten(deadline));
        running[deadline] = true;
        try
        {
            return await WithPlaceAsync(message, deadline, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of ours must cost this message its success, and not the process its life.
            LogFault(fault, ReasonCodes.Fault);
            return fault.GetType().Name;
        }
        finally
        {
            running.TryRemove(deadline, out _);
        }
    }

    /// <summary>The process is asked to stop: what is running gets no more than the time for that.</summary>
    internal void Shorten()
    {
        foreach (Deadline deadline in running.Keys)
        {
            Shorten(deadline);
        }
    }

    public void Dispose() => places.Dispose();

    private void Shorten(Deadline deadline) =>
        deadline.Shorten(parts.Options.Host.Grace, delivery.TimeForPayload);

    // The platform may post more at once than there is memory for.
    private async Task<string?> WithPlaceAsync(PushedMessage message, Deadline deadline, CancellationToken cancel)
    {
        using (var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancel, deadline.Passed))
        {
            try
            {
                await places.WaitAsync(waiting.Token);
            }
            catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
            {
                return delivery.Fail(
                    message.Origin, new Problem(ReasonCodes.NoPlace, "no place was free in time"));
            }
        }

        try
        {
            return await delivery.DeliverAsync(message.Notification, message.Origin, deadline, cancel);
        }
        finally
        {
            places.Release();
        }
    }
}
