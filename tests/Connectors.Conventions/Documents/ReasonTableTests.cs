using System.Reflection;
using Connectors.Hosting;
using Connectors.Records;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Connectors.Conventions;

/// <summary>
/// The table of reasons is made of the reasons; each is used, and each line about a failure names one.
/// </summary>
public sealed class ReasonTableTests
{
    private const string Path = "shared/Connectors.Hosting/Logs/README.md";

    private static readonly (string Field, ReasonCode Code)[] All =
    [
        .. typeof(ReasonCodes).GetFields(BindingFlags.Public | BindingFlags.Static)
            .Select(field => (field.Name, (ReasonCode)field.GetValue(null)!)),
    ];

    [Fact]
    public void The_table_of_the_reasons_is_right() => GeneratedTable.AssertRight(
        Path,
        "reasons",
        "| code | name | what has happened | what to do |\n|---|---|---|---|\n" + string.Concat(All.Select(pair =>
            $"| {pair.Code} | `{pair.Code.Name}` | {pair.Code.Meaning} | {pair.Code.Action} |\n")));

    [Fact]
    public void The_table_of_the_metrics_is_right() => GeneratedTable.AssertRight(
        Path,
        "metrics",
        "| Prometheus | OpenTelemetry | label | what it tells |\n|---|---|---|---|\n" + string.Concat(
            MetricFamily.Counters.Cast<MetricFamily>().Concat(MetricFamily.Gauges).Select(family =>
                $"| `{PrometheusText.NameOf(family)}` | `{OtlpMetrics.NameOf(family)}` "
                + $"| {Label(family)} | {family.Help} |\n")));

    [Fact]
    public void Codes_and_names_are_unique_and_in_order()
    {
        Assert.Equal(All.Select(pair => pair.Code.Number).Distinct().Order(), All.Select(pair => pair.Code.Number));
        Assert.Equal(All.Length, All.Select(pair => pair.Code.Name).Distinct().Count());
        Assert.All(All, pair => Assert.Matches("^[a-z0-9]+(_[a-z0-9]+)*$", pair.Code.Name));
        Assert.All(All, pair => Assert.All(
            [pair.Code.Meaning, pair.Code.Action], text => Assert.Matches(@"^[A-Z`].*\.$", text)));
    }

    [Fact]
    public void Every_reason_is_used()
    {
        HashSet<string> used =
        [
            .. from file in Repository.Product
               where !file.Path.EndsWith("/ReasonCodes.cs", StringComparison.Ordinal)
               from access in file.All<MemberAccessExpressionSyntax>()
               where access.Expression.ToString() == nameof(ReasonCodes)
               select access.Name.ToString(),
        ];
        Assert.Empty(All.Select(pair => pair.Field).Except(used));
    }

    [Fact]
    public void Every_reason_for_a_dead_letter_has_a_code() => Assert.All(
        Enum.GetValues<RejectionReason>().Except([RejectionReason.None]),
        reason => Assert.InRange(reason.Entry()!.Number, 400, 499));

    [Fact]
    public void Every_log_line_about_a_failure_has_a_code() => Assert.Empty(
        from file in Repository.Product
        from attribute in file.All<AttributeSyntax>()
        where attribute.Name.ToString() == "LoggerMessage"
        let text = attribute.ToString()
        where !text.Contains("LogLevel.Information", StringComparison.Ordinal)
            && !text.Contains("LogLevel.Debug", StringComparison.Ordinal)
            && !text.Contains("code={Code}", StringComparison.Ordinal)
        select $"{file.Path}: {text}");

    // Names of transport failures go to logs, receipts and letters: none is spelt out elsewhere.
    [Fact]
    public void No_name_of_a_reason_is_written_a_second_time() => Assert.Empty(
        from file in Repository.Product
        where !file.Path.EndsWith("/ReasonCodes.cs", StringComparison.Ordinal)
        from literal in file.All<LiteralExpressionSyntax>()
        let text = literal.Token.ValueText
        where text.Contains('_') && All.Any(pair => pair.Code.Name == text)
        select $"{file.Path}: {text}");

    private static string Label(MetricFamily family) => family is CounterFamily counter ? $"`{counter.Label}`" : "";
}
