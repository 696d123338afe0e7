using System.Collections;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Why records became dead letters, and how many.</summary>
public sealed class ReasonCounts : IEnumerable<KeyValuePair<RejectionReason, long>>
{
    private readonly SortedDictionary<RejectionReason, long> counts = [];

    /// <summary>How many, for any reason.</summary>
    public long Total => counts.Values.Sum();

    public IEnumerator<KeyValuePair<RejectionReason, long>> GetEnumerator() => counts.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal void Add(RejectionReason reason) => counts[reason] = counts.GetValueOrDefault(reason) + 1;

    internal void Clear() => counts.Clear();

    /// <summary>Takes back what others count; all of it is here.</summary>
    internal void Subtract(ReasonCounts others)
    {
        foreach ((RejectionReason reason, long records) in others.ToArray())
        {
            counts[reason] -= records;
            if (counts[reason] == 0)
            {
                counts.Remove(reason);
            }
        }
    }
}
