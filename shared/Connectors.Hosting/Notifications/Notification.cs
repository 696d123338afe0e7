namespace Connectors.Hosting;

/// <summary>What a cloud's message means to a connector.</summary>
public abstract record Notification
{
    private Notification()
    {
    }

    /// <summary>These objects are there.</summary>
    public sealed record Objects(IReadOnlyList<BatchReference> References) : Notification;

    /// <summary>There is nothing to deliver, and never will be: the message is acknowledged.</summary>
    /// <param name="Reason">Why, for a person.</param>
    public sealed record Nothing(string Reason) : Notification;

    /// <summary>A timer: it is time to look into the queue that nobody pushes to us.</summary>
    public sealed record Tick : Notification;

    /// <summary>Nobody knows what this is: the message is never acknowledged, so that somebody finds it.</summary>
    /// <param name="Reason">What is wrong with it, for a person.</param>
    public sealed record Unknown(string Reason) : Notification;

    internal static Notification One(BatchReference reference) => new Objects([reference]);

    /// <summary>
    /// What several items of one message mean together: one that is unknown makes the message unknown, since it is
    /// acknowledged as a whole; those without an object do not matter beside those with one.
    /// </summary>
    internal static Notification All(IEnumerable<Notification> items)
    {
        List<Notification> all = [.. items];
        Notification? unknown = all.Find(item => item is Unknown);
        BatchReference[] objects =
            [.. all.OfType<Objects>().SelectMany(item => item.References).Distinct()];
        return unknown
            ?? (objects.Length > 0 ? new Objects(objects) : null)
            ?? all.Find(item => item is Tick)
            ?? all.Find(item => item is Nothing)
            ?? new Nothing("a message without items");
    }
}
