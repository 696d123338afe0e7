using System.Text.Json;

namespace Connectors.Records;

/// <summary>
/// Reads <c>Datasets/&lt;name&gt;.json</c>. A file that is wrong is refused whole, with its name and the place, as
/// <see cref="InvalidDataException"/>: it is part of the program.
/// </summary>
internal static class DatasetReader
{
    private static readonly string[] Types =
        ["string", "int", "float", "bool", "object", "time", "array[string]", "array[int]", "array[object]"];

    private static readonly string[] Units = ["bytes", "ns", "us", "ms", "s"];

    internal static Dataset Read(string file, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            var fields = root.GetProperty("fields").EnumerateArray().Select(ReadField).ToList();
            var dataset = new Dataset(
                Text(root, "dataset"), Text(root, "title"), Texts(root.GetProperty("time")), fields)
            {
                Constants = root.GetProperty("constants").EnumerateObject()
                    .ToDictionary(constant => constant.Name, constant => ValueRecipe.Minify(constant.Value)),
                Derived = root.GetProperty("derived").EnumerateArray()
                    .ToDictionary(
                        derived => Text(derived, "common"), derived => ValueRecipe.Read(derived.GetProperty("value"))),
            };
            Check(dataset);
            return dataset;
        }
        catch (Exception fault) when (fault is JsonException or KeyNotFoundException or InvalidOperationException
            or ArgumentException or FormatException)
        {
            throw new InvalidDataException($"{file}: {fault.Message}", fault);
        }
    }

    private static DatasetField ReadField(JsonElement element)
    {
        string name = Text(element, "name");
        string type = Text(element, "type");
        string? unit = element.TryGetProperty("unit", out JsonElement value) ? value.GetString() : null;
        if (!Types.Contains(type))
        {
            throw new FormatException($"{name} has the unknown type '{type}'; use {string.Join(", ", Types)}");
        }

        if (unit is not null && !Units.Contains(unit))
        {
            throw new FormatException($"{name} has the unknown unit '{unit}'; use {string.Join(", ", Units)}");
        }

        return new DatasetField(
            name, type, unit, Texts(element.GetProperty("common")), element.TryGetProperty("deprecated", out _));
    }

    private static void Check(Dataset dataset)
    {
        HashSet<string> names = [.. dataset.Fields.Select(field => field.Name)];
        if (names.Count != dataset.Fields.Count)
        {
            throw new FormatException("two fields have the same name");
        }

        IEnumerable<string> used =
            [.. dataset.TimeFields, .. dataset.Derived.Values.SelectMany(recipe => recipe.References)];
        if (used.FirstOrDefault(name => !names.Contains(name)) is string missing)
        {
            throw new FormatException($"'{missing}' is used but is not a field");
        }

        IEnumerable<string> commons = dataset.Fields.SelectMany(field => field.Common)
            .Concat(dataset.Constants.Keys).Concat(dataset.Derived.Keys);
        if (commons.GroupBy(common => common).FirstOrDefault(group => group.Count() > 1) is { } twice)
        {
            throw new FormatException($"'{twice.Key}' is given twice");
        }
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");

    private static string[] Texts(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(text => text.GetString() ?? "")]
        : [element.GetString() ?? ""];
}
