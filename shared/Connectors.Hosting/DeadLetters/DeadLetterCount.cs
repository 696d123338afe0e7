using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Counts dead letters by object and reason, for people who want to know before they replay.</summary>
/// <param name="scope">Which letters are counted.</param>
public sealed class DeadLetterCount(ReplayScope scope) : IRecordTaker
{
    private readonly DeadLetterParser parser = new();
    private readonly SortedDictionary<(string Object, string Reason), long> letters = [];

    /// <summary>How many letters there are of each object and reason.</summary>
    public IReadOnlyDictionary<(string Object, string Reason), long> Letters => letters;

    Problem? IRecordTaker.StopReason => null;

    bool IRecordTaker.HasWork => false;

    void IRecordTaker.Take(RawRecord record)
    {
        bool isLetter = parser.TryParse(record.Bytes, out StoredLetter letter, out _);
        if (isLetter && !scope.Takes(letter))
        {
            return;
        }

        (string, string) key = isLetter ? (letter.Object, letter.Reason) : ("", "not a dead letter");
        letters[key] = letters.GetValueOrDefault(key) + 1;
    }

    Task IRecordTaker.WorkAsync(CancellationToken cancel) => Task.CompletedTask;

    Task IRecordTaker.FinishAsync(CancellationToken cancel) => Task.CompletedTask;
}
