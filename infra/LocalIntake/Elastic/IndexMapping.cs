using System.IO.Hashing;
using System.Text;
using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>
/// The types of an index's fields: those that its template says, and those that documents brought. A field is known by
/// the hash of its path, so that a document that brings nothing new costs no text. Not for several threads.
/// </summary>
internal sealed class IndexMapping
{
    private readonly Dictionary<ulong, FieldType> types = [];

    /// <summary>Whether a field that is not mapped makes a document bad.</summary>
    internal bool IsStrict { get; private set; }

    /// <summary>Whether a field that is not mapped gets a type by its first value.</summary>
    internal bool IsDynamic { get; private set; } = true;

    /// <summary>Adds what a template's <c>mappings</c> say.</summary>
    internal void Add(JObject? mappings)
    {
        string dynamic = mappings?["dynamic"]?.ToString().ToLowerInvariant() ?? "true";
        IsStrict |= dynamic == "strict";
        IsDynamic &= dynamic is "true" or "runtime";
        AddProperties("", mappings?["properties"] as JObject);
    }

    internal FieldType? Find(ReadOnlySpan<byte> path) =>
        types.TryGetValue(XxHash64.HashToUInt64(path), out FieldType type) ? type : null;

    internal void Add(ReadOnlySpan<byte> path, FieldType type) => types[XxHash64.HashToUInt64(path)] = type;

    private void AddProperties(string prefix, JObject? properties)
    {
        foreach (JProperty property in properties?.Properties() ?? [])
        {
            var field = property.Value as JObject;
            string path = prefix + property.Name;
            AddParents(path);
            string usual = field?["properties"] is null ? "keyword" : "object";
            Add(Encoding.UTF8.GetBytes(path), FieldTypes.Of(field?["type"]?.ToString() ?? usual));
            AddProperties($"{path}.", field?["properties"] as JObject);
        }
    }

    private void AddParents(string path)
    {
        for (int dot = path.IndexOf('.', StringComparison.Ordinal); dot > 0; dot = path.IndexOf('.', dot + 1))
        {
            Add(Encoding.UTF8.GetBytes(path[..dot]), FieldType.Object);
        }
    }
}
