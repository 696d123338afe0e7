using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Counts the lines of a file that are no dead letters. Not for several threads.</summary>
internal sealed class BadLines
{
    private long count;
    private long first;

    /// <summary>What is wrong with the file; null when nothing is.</summary>
    internal Problem? Fault => count == 0
        ? null
        : new Problem(ReasonCodes.NotDeadLetters, $"{count} lines are not dead letters; the first is line {first}");

    /// <summary>Counts one.</summary>
    internal void Add(long line) => first = count++ == 0 ? line : first;
}
