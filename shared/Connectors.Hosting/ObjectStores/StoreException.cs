namespace Connectors.Hosting;

/// <summary>
/// A store did not do what it was asked for. An exception, because it also ends the reading of a stream.
/// </summary>
/// <param name="reason">Why, and what to do, for a person.</param>
/// <param name="isPassing">Whether trying again may help.</param>
internal sealed class StoreException(string reason, bool isPassing) : IOException(reason)
{
    /// <summary>The object is no longer the one that was opened first.</summary>
    internal static StoreException Replaced { get; } =
        new("the object was replaced while it was read: deliver it again", isPassing: false);

    internal bool IsPassing { get; } = isPassing;
}
