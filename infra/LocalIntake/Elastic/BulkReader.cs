using System.Text.Json;

namespace LocalIntake;

/// <summary>
/// Reads a bulk body: a line for each action, a line for its document. What is wrong with an action's line makes the
/// whole request bad; what is wrong with a document only its item.
/// </summary>
/// <remarks>
/// Sources: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-bulk; the parser of both products,
/// https://github.com/elastic/elasticsearch/blob/main/server/src/main/java/org/elasticsearch/action/bulk/
/// BulkRequestParser.java.
/// </remarks>
/// <param name="body">The body.</param>
/// <param name="usual">What an action has that does not say it: the URL's index and parameters.</param>
internal sealed class BulkReader(ReadOnlyMemory<byte> body, BulkAction usual)
{
    private const int MaxIdBytes = 512;

    private readonly List<BulkAction> actions = [];

    internal IReadOnlyList<BulkAction> Actions => actions;

    /// <summary>Reads all.</summary>
    /// <returns>What makes the whole request bad: an exception's name and words; null when it is good.</returns>
    internal (string Type, string Reason)? Read()
    {
        if (body.IsEmpty)
        {
            return ("parse_exception", "request body is required");
        }

        if (body.Span[^1] != '\n')
        {
            return ("illegal_argument_exception", "The bulk request must be terminated by a newline [\\n]");
        }

        int number = 0;
        for (int start = 0; start < body.Length;)
        {
            ReadOnlyMemory<byte> line = LineFrom(ref start);
            number++;
            if (line.Span.Trim(" \r"u8).IsEmpty)
            {
                continue;
            }

            if (ReadAction(line, number, ref start) is { } problem)
            {
                return problem;
            }

            number++;
        }

        return actions.Count == 0 ? Invalid("no requests added") : null;
    }

    private (string Type, string Reason)? ReadAction(ReadOnlyMemory<byte> line, int number, ref int start)
    {
        BulkAction? action;
        try
        {
            (action, string? malformed) = BulkActionLine.Read(line, usual, number);
            if (action is null)
            {
                return ("illegal_argument_exception", malformed!);
            }
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return ("x_content_parse_exception", $"[{number}:1] action/metadata line is no JSON");
        }

        bool hasDocument = action.Operation != "delete";
        if (hasDocument && start >= body.Length)
        {
            return ("illegal_argument_exception", $"Action/metadata line [{number}] has no document behind it");
        }

        action = hasDocument ? action with { Document = LineFrom(ref start) } : action;
        actions.Add(action);
        return RefuseIdentity(action);
    }

    private static (string Type, string Reason)? RefuseIdentity(BulkAction action) => action switch
    {
        { Index.Length: 0 } => Invalid("index is missing"),
        { Id.Length: 0 } => ("illegal_argument_exception", "if _id is specified it must not be empty"),
        { Id: { Length: > MaxIdBytes } id } => Invalid(
            $"id [{action.IdText}] is too long, must be no longer than {MaxIdBytes} bytes but was: {id.Length}"),
        _ => null,
    };

    private ReadOnlyMemory<byte> LineFrom(ref int start)
    {
        int length = body.Span[start..].IndexOf((byte)'\n');
        ReadOnlyMemory<byte> line = body.Slice(start, length);
        start += length + 1;
        return line;
    }

    private static (string, string) Invalid(string reason) =>
        ("action_request_validation_exception", $"Validation Failed: 1: {reason};");
}
