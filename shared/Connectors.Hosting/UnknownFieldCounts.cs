using System.Text.Json;

namespace Connectors.Hosting;

/// <summary>
/// How many times fields stood in records whose dataset does not know them, by name: those that came first, up to
/// <see cref="MostNames"/>, and all others together. Names come from whoever writes the records, so they are cut where
/// they are long, and what is not printable in them is replaced. Filled by one thread.
/// </summary>
public sealed class UnknownFieldCounts
{
    /// <summary>Names that are counted apart.</summary>
    public const int MostNames = 20;

    private const int LongestName = 64;

    private readonly SortedDictionary<string, long> byName = new(StringComparer.Ordinal);

    /// <summary>Names to counts.</summary>
    public IReadOnlyDictionary<string, long> ByName => byName;

    /// <summary>How many times fields of other names stood in records.</summary>
    public long OfOthers { get; private set; }

    public bool IsEmpty => byName.Count == 0 && OfOthers == 0;

    /// <summary>Counts a name; the empty one is for names that nobody could keep apart.</summary>
    internal void Add(string name, long times)
    {
        string shown = Printable(name);
        if (name.Length == 0 || (byName.Count == MostNames && !byName.ContainsKey(shown)))
        {
            OfOthers += times;
            return;
        }

        byName[shown] = byName.GetValueOrDefault(shown) + times;
    }

    /// <summary>Adds what another count has.</summary>
    internal void Add(UnknownFieldCounts others)
    {
        foreach ((string name, long times) in others.byName)
        {
            Add(name, times);
        }

        OfOthers += others.OfOthers;
    }

    /// <summary>Writes <c>"unknownFields":{"name":count},"otherUnknownFields":count</c>; nothing if there are none.
    /// </summary>
    internal void Write(Utf8JsonWriter json)
    {
        if (IsEmpty)
        {
            return;
        }

        json.WriteStartObject("unknownFields");
        foreach ((string name, long times) in byName)
        {
            json.WriteNumber(name, times);
        }

        json.WriteEndObject();
        json.WriteNumber("otherUnknownFields", OfOthers);
    }

    /// <summary>For logs and people: <c>Name=12 Other=3</c>.</summary>
    public override string ToString() => string.Join(' ', byName.Select(pair => $"{pair.Key}={pair.Value}"));

    private static string Printable(string name)
    {
        string part = name.Length > LongestName ? name[..LongestName] + "..." : name;
        return string.Concat(part.Select(character => character is > ' ' and <= '~' ? character : '?'));
    }
}
