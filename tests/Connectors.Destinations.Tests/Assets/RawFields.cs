using Connectors.Records;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>Which fields of records a target of a field map is a plain copy of.</summary>
internal static class RawFields
{
    /// <summary>The plain targets of the first model: those that are one common name, and that name.</summary>
    internal static IEnumerable<(string Target, string Common)> PlainTargets(string destination)
    {
        string file = Path.Combine(ProjectPaths.Root, "functions", destination, "fields.json");
        var fields = (JObject)JObject.Parse(File.ReadAllText(file))["models"]![0]!["fields"]!;
        return fields.Properties().Where(field => field.Value.Type == JTokenType.String)
            .Select(field => (field.Name, (string)field.Value!));
    }

    /// <summary>
    /// A dataset's fields of this common name, without units that would need arithmetic. A field that begins with a
    /// host's name counts as that: most have nothing behind it.
    /// </summary>
    internal static IEnumerable<string> Of(Dataset dataset, string common) => dataset.Fields
        .Where(field => IsOf(dataset, field, common) && IsPlain(field.Type) && (field.Unit is null or "bytes"))
        .Select(field => field.Name);

    /// <summary>The fields that mean this in every dataset that has them.</summary>
    internal static IEnumerable<string> OfAll(string common) => Configured.Datasets.All
        .SelectMany(dataset => Of(dataset, common)).Distinct()
        .Where(name => Configured.Datasets.All.All(dataset =>
            dataset.Fields.FirstOrDefault(field => field.Name == name) is not { } field
                || IsOf(dataset, field, common)))
        .Order(StringComparer.Ordinal);

    private static bool IsOf(Dataset dataset, DatasetField field, string common) => field.Common.Contains(common)
        || (dataset.Derived.TryGetValue(common, out ValueRecipe? recipe) && HostField(recipe) == field.Name);

    private static string? HostField(ValueRecipe recipe) => recipe switch
    {
        FirstRecipe { Choices: [NameRecipe name, PartRecipe { Part: UrlPart.Domain }] } => name.Name,
        FirstRecipe { Choices: [PartRecipe host, ..] } => HostField(host),
        PartRecipe { Part: UrlPart.Host, Of: NameRecipe name } => name.Name,
        _ => null,
    };

    private static bool IsPlain(string type) => type is "string" or "int" or "port" or "ip" or "bool";
}
