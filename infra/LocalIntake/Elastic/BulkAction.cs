using System.Text;

namespace LocalIntake;

/// <summary>One action of a bulk request, with its document.</summary>
internal sealed record BulkAction(string Operation)
{
    internal string Index { get; init; } = "";

    /// <summary>The document's id; null when the cluster shall make one.</summary>
    internal ReadOnlyMemory<byte>? Id { get; init; }

    internal string? Pipeline { get; init; }

    internal bool RequiresDataStream { get; init; }

    /// <summary>The document's line; empty for a deletion.</summary>
    internal ReadOnlyMemory<byte> Document { get; init; }

    internal string? IdText => Id is { } id ? Encoding.UTF8.GetString(id.Span) : null;
}

/// <summary>What came of one action.</summary>
internal sealed record BulkItem(BulkAction Action, string Index, string Id, int Status)
{
    /// <summary>Why it failed; null when it did not.</summary>
    internal ItemError? Error { get; init; }

    /// <summary><c>used</c> or <c>not_enabled</c>; null where there is nothing to say.</summary>
    internal string? FailureStore { get; init; }

    /// <summary>The number of the document in its index.</summary>
    internal long Sequence { get; init; }
}

/// <summary>Why an action failed.</summary>
/// <param name="Status">Its HTTP status.</param>
/// <param name="Type">The name of the exception.</param>
/// <param name="Reason">In words.</param>
internal sealed record ItemError(int Status, string Type, string Reason)
{
    /// <summary>What is behind it; null when nothing is.</summary>
    internal ItemError? Cause { get; init; }

    /// <summary>Whether it is the document's fault: such a document may go to a failure store.</summary>
    internal bool IsOfDocument { get; init; }

    internal static ItemError Illegal(string reason) =>
        new(StatusCodes.Status400BadRequest, "illegal_argument_exception", reason);

    /// <summary>A document that does not fit the mapping.</summary>
    internal static ItemError Unparsed(bool isOpenSearch, string reason, string? cause = null) => new(
        StatusCodes.Status400BadRequest,
        isOpenSearch ? "mapper_parsing_exception" : "document_parsing_exception",
        isOpenSearch && cause is not null ? "failed to parse" : reason)
    {
        Cause = cause is null ? null : Illegal(cause),
        IsOfDocument = true,
    };
}
