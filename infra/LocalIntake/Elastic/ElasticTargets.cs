using System.Buffers;
using System.IO.Enumeration;

namespace LocalIntake;

/// <summary>
/// All that is written to, made when it is first named. Not for several threads: take the gate first.
/// </summary>
internal sealed class ElasticTargets(ElasticAssets assets, TimeProvider time)
{
    private const int MaxNameBytes = 255;
    private static readonly SearchValues<char> Forbidden = SearchValues.Create("\\/*?\"<>| ,#:");

    private readonly SortedDictionary<string, ElasticTarget> targets = new(StringComparer.Ordinal);

    /// <summary>For several threads: whoever reads or writes holds it.</summary>
    internal Lock Gate { get; } = new();

    /// <summary>What has this name, made if need be.</summary>
    internal ElasticTarget Open(string name, bool isOpenSearch)
    {
        if (!targets.TryGetValue(name, out ElasticTarget? target))
        {
            targets[name] = target = new ElasticTarget(name, assets.Match(name, isOpenSearch), time.GetUtcNow());
        }

        return target;
    }

    /// <summary>Whether the name is that of a data stream, or would become one.</summary>
    internal bool IsDataStream(string name, bool isOpenSearch) => targets.TryGetValue(name, out ElasticTarget? target)
        ? target.IsDataStream
        : assets.Match(name, isOpenSearch).TimestampField is not null;

    internal ElasticTarget? Find(string name) => targets.GetValueOrDefault(name);

    internal IEnumerable<ElasticTarget> DataStreams(string pattern) => targets.Values.Where(target =>
        target.IsDataStream && FileSystemName.MatchesSimpleExpression(pattern, target.Name, ignoreCase: false));

    internal void RollOver(ElasticTarget target, bool isOpenSearch) =>
        target.RollOver(assets.Match(target.Name, isOpenSearch), time.GetUtcNow());

    internal void Clear() => targets.Clear();

    /// <summary>Whether something may be made with this name.</summary>
    /// <remarks>Source: https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-create.</remarks>
    internal static bool IsName(string name) =>
        name.Length is > 0 and <= MaxNameBytes
        && name is not ("." or "..")
        && name[0] is not ('-' or '_' or '+')
        && !name.AsSpan().ContainsAny(Forbidden)
        && !name.Any(char.IsUpper);
}
