using System.Text.Json;

namespace Connectors.Records;

/// <summary>
/// What a destination calls the names of the common vocabulary: <c>fields.json</c>. Its models may be for some datasets
/// only, told apart by the constants that a dataset has in the common vocabulary, never by the dataset's name.
/// </summary>
public sealed class FieldMap
{
    private readonly List<(Dictionary<string, string> When, Dictionary<string, ValueRecipe> Fields)> models;

    private FieldMap(List<(Dictionary<string, string> When, Dictionary<string, ValueRecipe> Fields)> models) =>
        this.models = models;

    /// <summary>
    /// Reads a field map and checks it against the datasets: every name that it uses must be one that some dataset
    /// gives, and no dataset may get two values for one target. Throws <see cref="InvalidDataException"/> with the file
    /// and the reason.
    /// </summary>
    public static FieldMap Read(string file, ReadOnlyMemory<byte> json, DatasetCatalog datasets)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var map = new FieldMap([.. document.RootElement.GetProperty("models").EnumerateArray().Select(ReadModel)]);
            map.Check(datasets);
            return map;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"{file}: {fault.Message}", fault);
        }
    }

    /// <summary>The targets of one dataset, and how their values are made of the common vocabulary.</summary>
    public IReadOnlyDictionary<string, ValueRecipe> FieldsOf(Dataset dataset) => models
        .Where(model => model.When.All(condition => HasConstant(dataset, condition.Key, condition.Value)))
        .SelectMany(model => model.Fields)
        .ToDictionary();

    /// <summary>The map with nothing but these targets.</summary>
    public FieldMap Only(params string[] targets) => new([.. models.Select(model =>
        (model.When, model.Fields.Where(field => targets.Contains(field.Key)).ToDictionary()))]);

    private static (Dictionary<string, string> When, Dictionary<string, ValueRecipe> Fields) ReadModel(
        JsonElement model) =>
    (
        model.GetProperty("when").EnumerateObject()
            .ToDictionary(condition => condition.Name, condition => condition.Value.GetString()!),
        model.GetProperty("fields").EnumerateObject()
            .ToDictionary(field => field.Name, field => ValueRecipe.Read(field.Value))
    );

    private static bool HasConstant(Dataset dataset, string name, string value)
    {
        if (!dataset.Constants.TryGetValue(name, out byte[]? json))
        {
            return false;
        }

        using var constant = JsonDocument.Parse(json);
        return constant.RootElement.ValueKind == JsonValueKind.Array
            ? constant.RootElement.EnumerateArray().Any(element => element.GetString() == value)
            : constant.RootElement.ToString() == value;
    }

    private void Check(DatasetCatalog datasets)
    {
        HashSet<string> commons =
        [
            .. datasets.All.SelectMany(dataset => dataset.Fields.SelectMany(field => field.Common)
                .Concat(dataset.Constants.Keys).Concat(dataset.Derived.Keys)),
        ];
        foreach ((Dictionary<string, string> when, Dictionary<string, ValueRecipe> fields) in models)
        {
            IEnumerable<string> used = fields.Values.SelectMany(recipe => recipe.References).Concat(when.Keys);
            if (used.FirstOrDefault(name => !commons.Contains(name)) is string missing)
            {
                throw new FormatException($"'{missing}' is used but no dataset gives it");
            }
        }

        foreach (Dataset dataset in datasets.All)
        {
            FieldsOf(dataset);
        }
    }
}
