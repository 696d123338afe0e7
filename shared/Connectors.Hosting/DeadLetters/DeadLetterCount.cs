using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Counts dead letters by object and reason, for people who want to know before they replay.</summary>
/// <param name="scope">Which letters are counted.</param>
public sealed class DeadLetterCount(ReplayScope scope) : IRecordTaker
{
    private readonly DeadLetterParser parser = new();
    private readonly BadLines badLines = new();
    private readonly SortedDictionary<(string Object, string Reason), long> letters = [];

    /// <summary>How many letters there are of each object and reason.</summary>
    public IReadOnlyDictionary<(string Object, string Reason), long> Letters => letters;

    /// <summary>What is wrong with the file's lines; null when nothing is.</summary>
    internal Problem? Fault => badLines.Fault;

    Problem? IRecordTaker.StopReason => null;

    bool IRecordTaker.HasWork => false;

    void IRecordTaker.Take(in RawRecord record)
    {
        if (!parser.TryParse(record.Bytes, out StoredLetter letter, out _))
        {
            badLines.Add(record.Location.Line);
        }
        else if (scope.Takes(letter))
        {
            (string, string) key = (letter.Object, letter.Reason);
            letters[key] = letters.GetValueOrDefault(key) + 1;
        }
    }

    Task IRecordTaker.WorkAsync(CancellationToken cancel) => Task.CompletedTask;

    Task IRecordTaker.FinishAsync(CancellationToken cancel) => Task.CompletedTask;
}
