namespace Connectors.Records;

/// <summary>
/// Finds names in a rule that lead nowhere: such a rule would do nothing, and nobody would notice that a field is not
/// redacted.
/// </summary>
internal sealed class RuleCheck(DatasetCatalog datasets)
{
    /// <summary>What is wrong with the names of a rule, a sentence each.</summary>
    internal IEnumerable<string> Problems(Rule rule)
    {
        IEnumerable<string> known = datasets.Names.Append(Dataset.UnknownName);
        List<string> unknown = [.. rule.Datasets.Except(known)];
        return unknown.Count > 0
            ? unknown.Select(name => $"names the unknown dataset '{name}'")
            : rule.Paths.Select(field => field.Name).Distinct()
                .Where(name => !IsKnown(name, rule.Datasets)).Select(name => Sentence(name, rule.Datasets));
    }

    // Records of an unknown shape may have any field.
    private bool IsKnown(string name, IReadOnlyList<string> among) => among.Contains(Dataset.UnknownName)
        || (among.Count == 0 ? datasets.IsField(name) : FieldsOf(among).Contains(name));

    private string Sentence(string name, IReadOnlyList<string> among)
    {
        string whose = among.Count == 0 ? "no dataset has" : $"{string.Join(", ", among)} does not have";
        IEnumerable<string> fields = FieldsOf(among.Count == 0 ? datasets.Names : among);
        string? similar = fields.FirstOrDefault(one => one.Equals(name, StringComparison.OrdinalIgnoreCase));
        return $"names the field '{name}', which {whose}" + (similar is null ? "" : $"; is it '{similar}'?");
    }

    private IEnumerable<string> FieldsOf(IEnumerable<string> names) =>
        names.SelectMany(name => datasets.Find(name)!.Fields).Select(field => field.Name);
}
