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

    /// <summary>A dataset's fields of this common name, without units that would need arithmetic.</summary>
    internal static IEnumerable<string> Of(Dataset dataset, string common) => dataset.Fields
        .Where(field => field.Common.Contains(common) && IsPlain(field.Type) && (field.Unit is null or "bytes"))
        .Select(field => field.Name);

    /// <summary>The fields that mean this in every dataset that has them.</summary>
    internal static IEnumerable<string> OfAll(string common) => Configured.Datasets.All
        .SelectMany(dataset => Of(dataset, common)).Distinct()
        .Where(name => Configured.Datasets.All.All(dataset =>
            dataset.Fields.FirstOrDefault(field => field.Name == name)?.Common.Contains(common) ?? true))
        .Order(StringComparer.Ordinal);

    private static bool IsPlain(string type) => type is "string" or "int" or "ip" or "bool";
}
