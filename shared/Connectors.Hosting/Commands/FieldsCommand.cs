using System.Text.Json.Nodes;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary><c>fields</c>: shows the datasets, or the fields of one and what they become.</summary>
internal sealed class FieldsCommand(CommandRun run)
{
    private readonly Composition composition = run.Composition;

    private TextWriter Output => composition.Terminal.Output;

    internal int Run(string? name)
    {
        if (name is null)
        {
            ListDatasets();
            return ExitCode.Success;
        }

        if (composition.Datasets.Find(name) is not { } dataset)
        {
            string known = string.Join(", ", composition.Datasets.Names);
            composition.Terminal.Error.WriteLine($"There is no dataset '{name}'. Known are: {known}.");
            return ExitCode.WrongUsage;
        }

        bool isOcsf = run.Parts.Options.Schema == RecordSchema.Ocsf;
        FieldMap map = isOcsf ? Ocsf.ReadMap() : composition.Module.ReadFieldMap(composition.Datasets);
        ILookup<string, string> targets = TargetsByField(dataset, map.FieldsOf(dataset));
        var rows = dataset.Fields
            .Select(field => new[]
            {
                field.Name, TypeOf(field), string.Join(", ", field.Common), string.Join(", ", targets[field.Name]),
            })
            .ToList();
        Write(["field", "type", "common name", isOcsf ? "OCSF" : composition.Module.Title], rows);
        return ExitCode.Success;
    }

    private void ListDatasets()
    {
        var rows = composition.Datasets.All
            .Select(dataset => new[] { dataset.Name, dataset.Title, string.Join(", ", dataset.TimeFields) })
            .ToList();
        Write(["dataset", "title", "event time"], rows);
    }

    private static string TypeOf(DatasetField field) =>
        field.Type + (field.Unit is null ? "" : $" ({field.Unit})") + (field.IsDeprecated ? ", deprecated" : "");

    // A target may use a field by its common name, or through a name that is made of it.
    private static ILookup<string, string> TargetsByField(
        Dataset dataset, IReadOnlyDictionary<string, ValueRecipe> targets) => targets
        .SelectMany(target => target.Value.References.SelectMany(common => FieldsOf(dataset, common))
            .Distinct().Select(field => (Field: field, Target: target.Key)))
        .ToLookup(pair => pair.Field, pair => pair.Target);

    private static IEnumerable<string> FieldsOf(Dataset dataset, string common) => dataset.Fields
        .Where(field => field.Common.Contains(common)).Select(field => field.Name)
        .Concat(dataset.Derived.TryGetValue(common, out ValueRecipe? recipe) ? recipe.References : [])
        .Select(name => new FieldPath(name).Name);

    private void Write(string[] heads, List<string[]> rows)
    {
        if (run.WritesJson)
        {
            rows.ForEach(row => Output.WriteLine(new JsonObject(heads.Zip(row, (head, cell) =>
                KeyValuePair.Create(head, (JsonNode?)JsonValue.Create(cell)))).ToJsonString()));
            return;
        }

        int[] widths =
            [.. heads.Select((head, column) => rows.Select(row => row[column].Length).Append(head.Length).Max())];
        foreach (string[] row in rows.Prepend(heads))
        {
            Output.WriteLine(string.Join("  ", row.Select((cell, column) => cell.PadRight(widths[column]))).TrimEnd());
        }
    }
}
