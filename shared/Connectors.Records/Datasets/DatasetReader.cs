using System.Text.Json;

namespace Connectors.Records;

/// <summary>
/// Reads <c>Datasets/&lt;name&gt;.json</c>. A file that is wrong is refused whole, with its name, the place (line or
/// field) and the reason, as <see cref="InvalidDataException"/>: it is part of the program.
/// </summary>
/// <remarks>
/// A common name that begins with a dot is short for <c>cloudflare.&lt;dataset&gt;</c> and what follows: for what ECS
/// has no name for.
/// </remarks>
internal static class DatasetReader
{
    private static readonly string[] Units = ["bytes", "ns", "us", "ms", "s"];

    private static readonly string[] Forms = ["upper", "lower", "host"];

    internal static Dataset Read(string file, ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            Dataset dataset = ReadDataset(document.RootElement);
            DatasetCheck.Run(dataset);
            return dataset;
        }
        catch (JsonException fault)
        {
            string place = $"line {fault.LineNumber + 1}, byte {fault.BytePositionInLine + 1}";
            throw new InvalidDataException($"{file}: {place}: {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is KeyNotFoundException or InvalidOperationException or ArgumentException
            or FormatException)
        {
            throw new InvalidDataException($"{file}: {fault.Message}", fault);
        }
    }

    private static Dataset ReadDataset(JsonElement root)
    {
        string name = Text(root, "dataset");
        JsonElement[] derived = [.. root.GetProperty("derived").EnumerateArray()];
        var fields = root.GetProperty("fields").EnumerateArray().Select(field => ReadField(field, name)).ToList();
        return new Dataset(name, Text(root, "title"), Texts(root.GetProperty("time")), fields)
        {
            IsAudit = root.TryGetProperty("isAudit", out JsonElement isAudit) && isAudit.GetBoolean(),
            Constants = root.GetProperty("constants").EnumerateObject()
                .ToDictionary(constant => constant.Name, constant => ValueRecipe.Minify(constant.Value)),
            Derived = derived.ToDictionary(one => Text(one, "common"), ReadRecipe),
            DerivedTypes = derived.Where(one => one.TryGetProperty("type", out _))
                .ToDictionary(one => Text(one, "common"), one => ReadType(one, Text(one, "common"))),
        };
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
