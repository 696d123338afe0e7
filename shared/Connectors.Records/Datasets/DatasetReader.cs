using System.Text.Json;

namespace Connectors.Records;

/// <summary>
/// Reads <c>Datasets/&lt;name&gt;.json</c>. A file that is wrong is refused whole, with its name, the line and the
/// reason, as <see cref="InvalidDataException"/>: it is part of the program.
/// </summary>
/// <remarks>
/// A common name that begins with a dot is short for <c>cloudflare.&lt;dataset&gt;</c> and what follows: for what ECS
/// has no name for.
/// </remarks>
internal static class DatasetReader
{
    private static readonly string[] Units = ["bytes", "ns", "us", "ms", "s"];

    private static readonly string[] Forms = ["upper", "lower", "host"];

    internal static Dataset Read(string file, ReadOnlyMemory<byte> json) => JsonPlace.ReadFile(file, () =>
    {
        using var document = JsonDocument.Parse(json);
        var place = new JsonPlace(json);
        Dataset dataset = place.Read(document.RootElement, root => ReadDataset(root, place));
        try
        {
            DatasetCheck.Run(dataset);
        }
        catch (NameException fault)
        {
            throw new PlacedException(
                place.LineOf(Find(document.RootElement, fault.Name, dataset)), fault.Message, fault);
        }

        return dataset;
    });

    private static Dataset ReadDataset(JsonElement root, JsonPlace place)
    {
        string name = Text(root, "dataset");
        JsonElement[] derived = [.. root.GetProperty("derived").EnumerateArray()];
        return new Dataset(name, Text(root, "title"), place.Read(root.GetProperty("time"), Texts), [.. root
            .GetProperty("fields").EnumerateArray().Select(one => place.Read(one, field => ReadField(field, name)))])
        {
            IsAudit = root.TryGetProperty("isAudit", out JsonElement isAudit)
                && place.Read(isAudit, value => value.GetBoolean()),
            Constants = root.GetProperty("constants").EnumerateObject()
                .ToDictionary(constant => constant.Name, constant => ValueRecipe.Minify(constant.Value)),
            Derived = derived.ToDictionary(one => Text(one, "common"), one => place.Read(one, ReadRecipe)),
            DerivedTypes = derived.Where(one => one.TryGetProperty("type", out _)).ToDictionary(
                one => Text(one, "common"), one => place.Read(one, typed => ReadType(typed, Text(typed, "common")))),
        };
    }

    // Where a name stands: the last place, as of two places the second is one too many.
    private static JsonElement Find(JsonElement root, string name, Dataset dataset)
    {
        IEnumerable<JsonElement> fields = root.GetProperty("fields").EnumerateArray()
            .Where((field, index) => Text(field, "name") == name || dataset.Fields[index].Common.Contains(name));
        IEnumerable<JsonElement> constants = root.GetProperty("constants").EnumerateObject()
            .Where(constant => constant.Name == name).Select(constant => constant.Value);
        IEnumerable<JsonElement> derived =
            root.GetProperty("derived").EnumerateArray().Where(one => Text(one, "common") == name);
        return fields.Concat(constants).Concat(derived).LastOrDefault(root.GetProperty("time"));
    }

    private static DatasetField ReadField(JsonElement element, string dataset)
    {
        string name = Text(element, "name");
        IEnumerable<string> commons = Texts(element.GetProperty("common"));
        return new DatasetField(
            name,
            ReadType(element, name),
            OneOf(Units, element, "unit", name),
            [.. commons.Select(common => common.StartsWith('.') ? $"cloudflare.{dataset}{common}" : common)],
            element.TryGetProperty("deprecated", out _))
        {
            Form = OneOf(Forms, element, "form", name),
        };
    }

    private static ValueRecipe ReadRecipe(JsonElement derived)
    {
        try
        {
            return ValueRecipe.Read(derived.GetProperty("value"));
        }
        catch (FormatException fault)
        {
            throw new FormatException($"{Text(derived, "common")}: {fault.Message}", fault);
        }
    }

    private static string ReadType(JsonElement element, string name)
    {
        string type = Text(element, "type");
        return FieldType.Names.Contains(type)
            ? type
            : throw new FormatException(
                $"{name} has the unknown type '{type}'; use {string.Join(", ", FieldType.Names)}");
    }

    private static string? OneOf(string[] known, JsonElement element, string property, string name)
    {
        string? text = element.TryGetProperty(property, out JsonElement value) ? value.GetString() : null;
        return text is null || known.Contains(text)
            ? text
            : throw new FormatException($"{name} has the unknown {property} '{text}'; use {string.Join(", ", known)}");
    }

    private static string Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value)
        ? value.GetString() ?? throw new FormatException($"'{name}' is null")
        : throw new FormatException($"'{name}' is missing in {element.GetRawText()}");

    private static string[] Texts(JsonElement element) => element.ValueKind == JsonValueKind.Array
        ? [.. element.EnumerateArray().Select(text => text.GetString() ?? "")]
        : [element.GetString() ?? ""];
}
