namespace Connectors.Records;

/// <summary>All rules of an operator (<c>CONNECTOR_RULES</c>), checked.</summary>
public sealed class RuleSet
{
    private readonly IReadOnlyList<Rule> rules;

    internal RuleSet(IReadOnlyList<Rule> rules) => this.rules = rules;

    /// <summary>No rules: every record goes on as it is.</summary>
    public static RuleSet None { get; } = new([]);

    /// <summary>Makes the rules of one dataset ready for one batch.</summary>
    public RuleProgram Prepare(Dataset dataset, FieldNames names) => new([.. rules.Where(rule =>
        rule.IsFor(dataset))], names);
}
