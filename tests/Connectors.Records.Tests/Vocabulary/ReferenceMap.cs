using Newtonsoft.Json.Linq;

namespace Connectors.Records.Tests;

/// <summary>A map out of the vocabulary, read from its file and applied by other means than the product's.</summary>
internal sealed class ReferenceMap(string dataset, string? rest, params string[] path)
{
    private readonly ReferenceVocabulary vocabulary = new(dataset);
    private readonly JObject map = Corpus.ReadJson(path);

    /// <summary>The field map of a destination.</summary>
    internal static ReferenceMap OfDestination(string name, string dataset, string? rest) =>
        new(dataset, rest, "functions", name, "fields.json");

    /// <summary>What can be indexed by name: texts, numbers, arrays of them; true and false as texts.</summary>
    internal JObject Flat(JObject record) => new(Document(record).Properties()
        .Where(field => field.Value is JValue || (field.Value is JArray list && list.All(one => one is JValue)))
        .Select(field => new JProperty(field.Name, field.Value.Type == JTokenType.Boolean
            ? field.Value.ToString().ToLowerInvariant() : field.Value)));

    internal JObject Document(JObject record)
    {
        var document = new JObject();
        var recipe = new ReferenceRecipe(name => vocabulary.Common(record, name), vocabulary.UnitOf);
        HashSet<string?> misfits = [];
        JProperty[] targets = [.. map["models"]!.Where(IsForDataset).SelectMany(model =>
            ((JObject)model["fields"]!).Properties())];
        foreach (JProperty target in targets)
        {
            JToken? value = recipe.Evaluate(target.Value);
            string? type = vocabulary.ElementTypeOf(target.Value);
            bool isFlat = rest is null; // flat fields have no types
            bool isList = target.Value is JObject verbs && verbs["all"] is not null;
            JToken? typed = value is null || isFlat || type is null or "object" ? value
                : ReferenceType.Convert(value, isList ? $"array[{type}]" : type, omits: isList);
            ReferenceVocabulary.Put(document, target.Name, isList ? ReferenceType.Distinct(typed) : typed);
            if (value is not null && typed is null && !ReferenceType.IsNothing(value, type)
                && target.Value is JValue name)
            {
                misfits.Add(vocabulary.FieldOf((string)name!));
            }
        }

        if (rest is null)
        {
            return document;
        }

        HashSet<string?> named = [.. targets.Where(target => target.Value.Type == JTokenType.String)
            .Select(target => vocabulary.FieldOf((string)target.Value!))];
        var unmapped = new JObject(record.Properties()
            .Where(field => !named.Contains(field.Name) || misfits.Contains(field.Name))
            .Where(field => !ReferenceRecipe.IsEmpty(field.Value)));
        ReferenceVocabulary.Put(document, rest, unmapped);
        return document;
    }

    private bool IsForDataset(JToken model) => ((JObject)model["when"]!).Properties().All(condition =>
    {
        string[] wanted = [.. (condition.Value as JArray ?? [condition.Value]).Select(value => (string)value!)];
        JToken? constant = vocabulary.Common([], condition.Name);
        return (constant as JArray ?? [constant!]).Any(value => wanted.Contains((string?)value));
    });
}
