namespace Connectors.Records;

/// <summary>What every rule has: for which datasets it is, and on which records. All tests must pass.</summary>
/// <param name="Datasets">Names of datasets; empty for all.</param>
/// <param name="When">The tests; none means every record.</param>
internal abstract record Rule(IReadOnlyList<string> Datasets, IReadOnlyList<FieldTest> When)
{
    /// <summary>Whether the rule concerns records of the dataset.</summary>
    internal bool IsFor(Dataset dataset) => Datasets.Count == 0 ? IsForAll(dataset) : Datasets.Contains(dataset.Name);

    /// <summary>The fields of records that the rule looks at.</summary>
    internal virtual IEnumerable<FieldPath> Paths => When.Select(test => test.Path);

    /// <summary>Whether a rule that names no dataset concerns this one.</summary>
    protected virtual bool IsForAll(Dataset dataset) => true;
}

/// <summary>Of the records that it concerns, keeps only those that pass, or drops those that do.</summary>
/// <param name="Datasets">As in every rule.</param>
/// <param name="When">As in every rule.</param>
/// <param name="Tests">What a record must pass.</param>
/// <param name="Keeps">Whether to keep what passes, or to drop it.</param>
internal sealed record FilterRule(
    IReadOnlyList<string> Datasets, IReadOnlyList<FieldTest> When, IReadOnlyList<FieldTest> Tests, bool Keeps)
    : Rule(Datasets, When)
{
    internal override IEnumerable<FieldPath> Paths => base.Paths.Concat(Tests.Select(test => test.Path));
}

/// <summary>
/// Keeps the share <paramref name="Rate"/> of the records, chosen by the value of a field. Audit logs only if it names
/// them.
/// </summary>
/// <param name="Datasets">As in every rule.</param>
/// <param name="When">As in every rule.</param>
/// <param name="Key">The field; a record without it is kept.</param>
/// <param name="Rate">Share that is kept, from 0 to 1.</param>
internal sealed record SampleRule(
    IReadOnlyList<string> Datasets, IReadOnlyList<FieldTest> When, FieldPath Key, double Rate)
    : Rule(Datasets, When)
{
    internal override IEnumerable<FieldPath> Paths => base.Paths.Append(Key);

    // An audit record stands for itself only: a share of them proves nothing.
    protected override bool IsForAll(Dataset dataset) => !dataset.IsAudit;
}

/// <summary>Makes a field unreadable.</summary>
/// <param name="Datasets">As in every rule.</param>
/// <param name="When">As in every rule.</param>
/// <param name="Path">The field.</param>
/// <param name="Redaction">In which way.</param>
internal sealed record RedactRule(
    IReadOnlyList<string> Datasets, IReadOnlyList<FieldTest> When, FieldPath Path, Redaction Redaction)
    : Rule(Datasets, When)
{
    internal override IEnumerable<FieldPath> Paths => base.Paths.Append(Path);
}

/// <summary>Adds constant fields; a field that the record has already stays as it is.</summary>
/// <param name="Datasets">As in every rule.</param>
/// <param name="When">As in every rule.</param>
/// <param name="Fields">Names and JSON values.</param>
internal sealed record AddRule(
    IReadOnlyList<string> Datasets, IReadOnlyList<FieldTest> When, IReadOnlyList<(string Name, byte[] Value)> Fields)
    : Rule(Datasets, When);
