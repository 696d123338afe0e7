using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// A store did not do what it was asked for. An exception, because it also ends the reading of a stream.
/// </summary>
/// <param name="problem">Why, and what to do.</param>
/// <param name="isPassing">Whether trying again may help.</param>
internal sealed class StoreException(Problem problem, bool isPassing) : IOException(problem.Text)
{
    /// <param name="reason">Why, and what to do, for a person.</param>
    /// <param name="isPassing">Whether trying again may help.</param>
    internal StoreException(string reason, bool isPassing)
        : this(new Problem(isPassing ? ReasonCodes.StoreUnavailable : ReasonCodes.ObjectUnreadable, reason), isPassing)
    {
    }

    /// <summary>The object is no longer the one that was opened first.</summary>
    internal static StoreException Replaced { get; } = new(
        new Problem(ReasonCodes.ObjectChanged, "the object was replaced while it was read: deliver it again"),
        isPassing: false);

    internal Problem Problem => problem;

    internal bool IsPassing { get; } = isPassing;
}
