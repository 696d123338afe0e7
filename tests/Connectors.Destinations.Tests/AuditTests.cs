using Connectors.Records;
using Connectors.Records.Tests;

namespace Connectors.Destinations.Tests;

/// <summary>Audit logs prove who changed what: all of them arrive, and the values are those of the record.</summary>
public sealed class AuditTests
{
    // Nothing of it can be parsed and written again without a change.
    private const string Value =
        """{ "n": 1.10, "big":123456789012345678901234567890, "e":1e400, "t":"\u00e9\/\u0000", "n":[null,{}, []] }""";

    private static readonly (string Dataset, string Before, string After)[] Audits =
        [("audit_logs", "OldValue", "NewValue"), ("audit_logs_v2", "ResourceRequest", "ResourceValue")];

    public static TheoryData<string, string, string, string> All { get; } = new(Configured.Everything.Keys.SelectMany(
        _ => Audits, (destination, audit) => (destination, audit.Dataset, audit.Before, audit.After)));

    public static TheoryData<string> Datasets { get; } = new(Audits.Select(audit => audit.Dataset));

    [Fact]
    public void The_audit_logs_are_all_datasets_that_sampling_leaves_alone() => Assert.Equal(
        Audits.Select(audit => audit.Dataset),
        Configured.Datasets.All.Where(dataset => dataset.IsAudit).Select(dataset => dataset.Name));

    [Theory]
    [MemberData(nameof(All))]
    public void Values_before_and_after_survive_byte_for_byte(
        string destination, string dataset, string before, string after)
    {
        string other = Value.Replace("1.10", "1.1", StringComparison.Ordinal);
        string time = Configured.Datasets.Find(dataset)!.TimeFields[0];
        string record = $$"""{"{{time}}":"2026-11-22T10:00:00Z","{{before}}":{{Value}},"{{after}}":{{other}}}""";
        string sent = Assert.Single(Sent.Of(destination, dataset, [record]));

        // For Elastic's integration, the record is a text.
        sent = destination == "elastic" ? (string)Corpus.Parse(sent.Split('\n')[1])["message"]! : sent;
        Assert.Contains(":" + Value, sent);
        Assert.Contains(":" + other, sent);
    }

    [Theory]
    [MemberData(nameof(Datasets))]
    public void A_sample_takes_nothing_out_of_audit_logs_unless_it_names_them(string dataset)
    {
        string[] records = Corpus.Lines(dataset);
        string key = dataset == "audit_logs" ? "ID" : "AuditLogID";
        string rule = $$$"""{"sample":{"key":"{{{key}}}","rate":0}""";
        Assert.Equal(records, Sent.Of("sumologic", dataset, records, $"[{rule}}}]"));
        Assert.Equal(records, Sent.Of("sumologic", dataset, records, $$"""[{{rule}},"dataset":["http_requests"]}]"""));
        Assert.Equal(MappingOutcome.SampledOut, Outcome(dataset, $$"""[{{rule}},"dataset":"{{dataset}}"}]"""));
    }

    private static MappingOutcome Outcome(string dataset, string rules)
    {
        RuleSet ruleSet = new RuleReader(text => text, Configured.Datasets).Read(rules, out _);
        return Sent.Map(Sent.Mapper("sumologic", dataset, ruleSet), Corpus.Lines(dataset)[0], 1).Mapping.Outcome;
    }
}
