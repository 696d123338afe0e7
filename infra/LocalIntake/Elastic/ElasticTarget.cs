using System.Globalization;
using System.IO.Hashing;

namespace LocalIntake;

/// <summary>
/// What is written to under one name: an index, or a data stream with the backing index of this generation. An id is
/// unique only in its backing index. Not for several threads.
/// </summary>
internal sealed class ElasticTarget(string name, MatchedTemplate template, DateTimeOffset now)
{
    private HashSet<UInt128> ids = [];

    internal string Name { get; } = name;

    /// <summary>The field that its documents need; null for an index.</summary>
    internal string? TimestampField { get; } = template.TimestampField;

    internal bool IsDataStream => TimestampField is not null;

    internal int Generation { get; private set; } = 1;

    /// <summary>The indices behind the name, the one that is written to last.</summary>
    internal List<string> Indices { get; } = [IndexOf(name, template, now, 1)];

    internal IndexMapping Mapping { get; private set; } = MappingOf(template);

    /// <summary>Number of documents that were written.</summary>
    internal long Sequence { get; set; }

    /// <summary>Whether there is no document with this id yet; then there is one.</summary>
    internal bool TryAdd(ReadOnlySpan<byte> id) => ids.Add(XxHash128.HashToUInt128(id));

    /// <summary>Begins a new backing index: every id is a new one again.</summary>
    internal void RollOver(MatchedTemplate next, DateTimeOffset at)
    {
        Generation++;
        ids = [];
        Mapping = MappingOf(next);
        Indices.Add(IndexOf(Name, next, at, Generation));
    }

    private static IndexMapping MappingOf(MatchedTemplate template)
    {
        var mapping = new IndexMapping();
        foreach (var mappings in template.Mappings)
        {
            mapping.Add(mappings);
        }

        return mapping;
    }

    private static string IndexOf(string name, MatchedTemplate template, DateTimeOffset at, int generation) =>
        template.TimestampField is null
            ? name
            : string.Create(CultureInfo.InvariantCulture, $".ds-{name}-{at:yyyy.MM.dd}-{generation:000000}");
}
