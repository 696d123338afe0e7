using System.Text.Json;

namespace Connectors.Records;

/// <summary>
/// What a destination calls the names of the common vocabulary: <c>fields.json</c>. Its models may be for some datasets
/// only, told apart by the constants that a dataset has in the common vocabulary: one of several values of each that is
/// named.
/// </summary>
public sealed class FieldMap
{
    private readonly List<(Dictionary<string, string[]> When, Dictionary<string, ValueRecipe> Fields)> models;

    private FieldMap(List<(Dictionary<string, string[]> When, Dictionary<string, ValueRecipe> Fields)> models) =>
        this.models = models;

    /// <summary>
    /// Reads a field map and checks it against all datasets: every name that it uses must be one that some dataset
    /// gives, and no dataset may get two values for one target. Throws <see cref="InvalidDataException"/> with the
    /// file, the line and the reason.
    /// </summary>
    public static FieldMap Read(
        string file, ReadOnlyMemory<byte> json, DatasetCatalog datasets) => JsonPlace.ReadFile(file, () =>
    {
        FieldMap map = Parse(json);
        try
        {
            map.Check(datasets);
        }
        catch (NameException fault)
        {
            throw new PlacedException(LineOf(fault, json), fault.Message, fault);
        }

        return map;
    });

    /// <summary>
    /// Reads a field map of which a test has proved that it fits the datasets: a start then reads none but the one it
    /// needs.
    /// </summary>
    public static FieldMap Read(string file, ReadOnlyMemory<byte> json) =>
        JsonPlace.ReadFile(file, () => Parse(json));

    /// <summary>The targets of one dataset, and how their values are made of the common vocabulary.</summary>
    public IReadOnlyDictionary<string, ValueRecipe> FieldsOf(Dataset dataset) =>
        ModelsOf(dataset).SelectMany(model => model.Fields).ToDictionary();

    private IEnumerable<(Dictionary<string, string[]> When, Dictionary<string, ValueRecipe> Fields)> ModelsOf(
        Dataset dataset) => models.Where(model => model.When.All(condition =>
            HasConstant(dataset, condition.Key, condition.Value)));

    private static FieldMap Parse(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var place = new JsonPlace(json);
        return new FieldMap([.. document.RootElement.GetProperty("models").EnumerateArray().Select(model =>
            place.Read(model, one => ReadModel(one, place)))]);
    }

    /// <summary>The map with nothing but these targets.</summary>
    public FieldMap Only(params string[] targets) => new([.. models.Select(model =>
        (model.When, model.Fields.Where(field => targets.Contains(field.Key)).ToDictionary()))]);

    private static (Dictionary<string, string[]> When, Dictionary<string, ValueRecipe> Fields) ReadModel(
        JsonElement model, JsonPlace place)
    {
        var fields = new Dictionary<string, ValueRecipe>();
        foreach (JsonProperty field in model.GetProperty("fields").EnumerateObject())
        {
            place.Read(field.Value, recipe => fields.TryAdd(field.Name, ValueRecipe.Read(recipe))
                ? field.Name
                : throw new FormatException($"'{field.Name}' is given twice"));
        }

        return (model.GetProperty("when").EnumerateObject().ToDictionary(
            condition => condition.Name, condition => place.Read(condition.Value, Texts)), fields);
    }

    // Where a name stands in the file: the last place that has the fault.
    private static int LineOf(NameException fault, ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        JsonElement found = document.RootElement.GetProperty("models").EnumerateArray()
            .SelectMany(model => model.GetProperty("when").EnumerateObject()
                .Concat(model.GetProperty("fields").EnumerateObject()))
            .Last(member => member.Name == fault.Name || IsUseOf(fault.Name, member.Value)).Value;
        return new JsonPlace(json).LineOf(found);
    }

    private static bool IsUseOf(string name, JsonElement recipe) =>
        recipe.ValueKind is JsonValueKind.String or JsonValueKind.Object
        && ValueRecipe.Read(recipe).References.Contains(name);

    private static string[] Texts(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(text => text.GetString()!)]
        : [element.GetString()!];

    private static bool HasConstant(Dataset dataset, string name, string[] values)
    {
        if (!dataset.Constants.TryGetValue(name, out byte[]? json))
        {
            return false;
        }

        using var constant = JsonDocument.Parse(json);
        return constant.RootElement.ValueKind == JsonValueKind.Array
            ? constant.RootElement.EnumerateArray().Any(element => values.Contains(element.GetString()))
            : values.Contains(constant.RootElement.ToString());
    }

    /// <summary>Checks the map against all datasets; throws <see cref="NameException"/> with the reason.</summary>
    internal void Check(DatasetCatalog datasets)
    {
        HashSet<string> commons = [.. datasets.All.SelectMany(dataset => dataset.CommonNames)];
        foreach ((Dictionary<string, string[]> when, Dictionary<string, ValueRecipe> fields) in models)
        {
            IEnumerable<string> used = fields.Values.SelectMany(recipe => recipe.References).Concat(when.Keys);
            if (used.FirstOrDefault(name => !commons.Contains(name)) is string missing)
            {
                throw new NameException(missing, $"'{missing}' is used but no dataset gives it");
            }
        }

        foreach (Dataset dataset in datasets.All)
        {
            IEnumerable<string> targets = ModelsOf(dataset).SelectMany(model => model.Fields.Keys);
            if (targets.GroupBy(target => target).FirstOrDefault(group => group.Count() > 1) is { } twice)
            {
                throw new NameException(twice.Key, $"'{twice.Key}' is given twice for {dataset.Name}");
            }
        }
    }
}
