namespace Connectors.Hosting;

/// <summary>
/// A queue of notifications: what a worker takes its work from, and where the rest of an object is put when time ends.
/// A message that was received is hidden from others for a while and comes back unless it is deleted.
/// </summary>
public interface IWorkQueue
{
    /// <summary>Takes messages, waiting a while for the first one.</summary>
    /// <param name="most">How many at most.</param>
    /// <param name="cancel">Stops the waiting.</param>
    /// <returns>None when there was nothing. Throws <see cref="IOException"/> when the queue cannot be
    /// reached.</returns>
    Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, CancellationToken cancel);

    /// <summary>Keeps a message hidden for this long from now on; zero gives it back at once.</summary>
    /// <returns>The message as it must be used from now on; null when it is no longer ours.</returns>
    Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan time, CancellationToken cancel);

    /// <summary>Removes a message for good.</summary>
    /// <returns>False when it is no longer ours, so that somebody else has it now.</returns>
    Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancel);

    /// <summary>Adds a message.</summary>
    /// <returns>What went wrong, for a person; null when it is safe.</returns>
    Task<string?> SendAsync(string body, CancellationToken cancel);
}

/// <summary>One message of a queue.</summary>
/// <param name="Id">The queue's name for the message, for logs.</param>
/// <param name="Body">The notification.</param>
/// <param name="Handle">What proves that the message is ours now.</param>
/// <param name="Deliveries">How often it was received, this time included.</param>
public sealed record QueueMessage(string Id, string Body, string Handle, int Deliveries);
