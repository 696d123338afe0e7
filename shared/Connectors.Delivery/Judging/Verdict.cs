using Connectors.Records;

namespace Connectors.Delivery;

/// <summary>What became of one record, as the destination told it.</summary>
public enum RecordOutcome
{
    /// <summary>Accepted.</summary>
    Delivered,

    /// <summary>Was there already.</summary>
    Duplicate,

    /// <summary>Refused for good.</summary>
    Rejected,

    /// <summary>Not taken; to be sent again.</summary>
    Again,
}

/// <summary>What became of one record, and why, where it was refused, or accepted with a warning.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">The destination's own code for it; never anything of the record.</param>
public readonly record struct RecordVerdict(RecordOutcome Outcome, string Reason = "");

/// <summary>What a destination's answer means for the records that were sent. There is no success by default.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    /// <summary>Which reason it is, and its words, for a person.</summary>
    internal Problem ToProblem() => this switch
    {
        TryAgain again => new Problem(again.Cause, again.Reason),
        Accepted { Warning: { } warning } => new Problem(ReasonCodes.AcceptedWithWarning, warning),
        Accepted => new Problem(ReasonCodes.DestinationNearLimit, nameof(Accepted)),
        EachApart => new Problem(ReasonCodes.RecordsApart, nameof(EachApart)),
        TooLarge large => new Problem(ReasonCodes.PayloadTooLarge, large.Reason),
        RefusedTogether refused => new Problem(ReasonCodes.PayloadRefused, refused.Reason),
        CredentialsRefused denied => new Problem(
            ReasonCodes.CredentialsRefused, $"{denied.Reason}: the destination refused the credentials"),
        Misconfigured wrong => new Problem(wrong.Cause, $"{wrong.Reason}: {wrong.Advice}"),
        _ => throw new InvalidOperationException("There is no other kind of verdict."),
    };

    /// <summary>There was no answer, and the same request may succeed later.</summary>
    internal static Verdict NoAnswer(ReasonCode cause, bool mayBeTaken = false) =>
        new TryAgain(cause.Name, MayBeTaken: mayBeTaken) { Cause = cause };

    /// <summary>All records were accepted.</summary>
    /// <param name="Receipt">A number to ask about later, where the destination confirms in a second step.</param>
    /// <param name="IsNearLimit">Whether the destination asks for less.</param>
    /// <param name="Warning">A short name for what the destination finds wrong with them all the same.</param>
    public sealed record Accepted(string? Receipt = null, bool IsNearLimit = false, string? Warning = null) : Verdict;

    /// <summary>Each record has an outcome of its own.</summary>
    /// <param name="Records">One for each record that was sent, in their order.</param>
    /// <param name="MustWait">Whether what is to be sent again should wait first.</param>
    /// <param name="Receipt">As in <see cref="Accepted"/>, for those that were accepted.</param>
    public sealed record EachApart(IReadOnlyList<RecordVerdict> Records, bool MustWait, string? Receipt = null)
        : Verdict;

    /// <summary>Nothing is known to be accepted; the same request may succeed later.</summary>
    /// <param name="Reason">A short name for it: <c>503/9</c>, <c>timeout</c>.</param>
    /// <param name="After">How long the destination asks us to wait, if it says.</param>
    /// <param name="MayBeTaken">Whether it may have been accepted all the same, so that sending again may double
    /// it.</param>
    public sealed record TryAgain(string Reason, TimeSpan? After = null, bool MayBeTaken = false) : Verdict
    {
        /// <summary>Which reason it is: the destination's, unless there was no answer.</summary>
        internal ReasonCode Cause { get; init; } = ReasonCodes.DestinationBusy;
    }

    /// <summary>The body is too large; nothing was taken. Half of it may do.</summary>
    public sealed record TooLarge(string Reason) : Verdict;

    /// <summary>
    /// The body was refused for good, for something in it; nothing was taken. Which record it is about is not told:
    /// halves tell.
    /// </summary>
    public sealed record RefusedTogether(string Reason) : Verdict;

    /// <summary>The credentials were refused; nothing was taken.</summary>
    public sealed record CredentialsRefused(string Reason) : Verdict;

    /// <summary>It will not succeed until somebody changes something; nothing is known to be accepted.</summary>
    /// <param name="Reason">A short name for it.</param>
    /// <param name="Advice">What to change.</param>
    public sealed record Misconfigured(string Reason, string Advice) : Verdict
    {
        /// <summary>Which reason it is: the destination's, unless there was no answer.</summary>
        internal ReasonCode Cause { get; init; } = ReasonCodes.DestinationMisconfigured;
    }
}
