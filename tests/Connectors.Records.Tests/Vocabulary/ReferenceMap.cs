using Newtonsoft.Json.Linq;

namespace Connectors.Records.Tests;

/// <summary>A map out of the vocabulary, read from its file and applied by other means than the product's.</summary>
internal sealed class ReferenceMap(string dataset, string file, string? rest)
{
    private readonly ReferenceVocabulary vocabulary = new(dataset);
    private readonly JObject map = Corpus.Parse(File.ReadAllText(file));

    internal JObject Document(JObject record)
    {
        var document = new JObject();
        var recipe = new ReferenceRecipe(name => vocabulary.Common(record, name), vocabulary.UnitOf);
        JProperty[] targets = [.. map["models"]!.Where(IsForDataset).SelectMany(model =>
            ((JObject)model["fields"]!).Properties())];
        foreach (JProperty target in targets)
        {
            JToken? value = recipe.Evaluate(target.Value);
            string? type =
                target.Value.Type == JTokenType.String ? vocabulary.ElementTypeOf((string)target.Value!) : null;
            bool isFlat = rest is null; // flat fields have no types
            JToken? typed = value is null || isFlat || type is null or "object" ? value
                : ReferenceType.Convert(value, type, omits: false) ?? value;
            ReferenceVocabulary.Put(document, target.Name, typed);
        }

        if (rest is null)
        {
            return document;
        }

        HashSet<string> used = [.. targets.SelectMany(target => NamesIn(target.Value)).SelectMany(vocabulary.FieldsOf)];
        var unmapped = new JObject(record.Properties()
            .Where(field => !used.Contains(field.Name) && !ReferenceRecipe.IsEmpty(field.Value)));
        ReferenceVocabulary.Put(document, rest, unmapped);
        return document;
    }

    /// <summary>All names that a recipe uses.</summary>
    internal static IEnumerable<string> NamesIn(JToken recipe)
    {
        if (recipe is not JObject verbs)
        {
            return [(string)recipe!];
        }

        return verbs["of"] is { } of ? NamesIn(of) : verbs.Properties().First() switch
        {
            { Name: "constant" } => [],
            { Name: "template", Value: var text } =>
                System.Text.RegularExpressions.Regex.Matches((string)text!, @"\{([\w.]+)")
                .Select(match => match.Groups[1].Value),
            var several => several.Value.SelectMany(NamesIn),
        };
    }

    private bool IsForDataset(JToken model) => ((JObject)model["when"]!).Properties().All(condition =>
    {
        string[] wanted = [.. (condition.Value as JArray ?? [condition.Value]).Select(value => (string)value!)];
        JToken? constant = vocabulary.Common([], condition.Name);
        return (constant as JArray ?? [constant!]).Any(value => wanted.Contains((string?)value));
    });
}
