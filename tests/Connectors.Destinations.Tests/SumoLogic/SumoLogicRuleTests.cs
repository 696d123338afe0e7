using Connectors.Records;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>
/// Field extraction rules, one for each dataset that has several of the fields, as
/// https://api.sumologic.com/docs/#operation/createExtractionRule takes them.
/// </summary>
public sealed class SumoLogicRuleTests
{
    private const int FewestFields = 3;
    private const int MostRules = 50; // of an account: https://help.sumologic.com/docs/manage/field-extractions/

    [Fact]
    public void Each_rule_reads_the_fields_that_the_field_map_names()
    {
        List<JObject> rules = [.. Configured.Datasets.All.Select(Rule).OfType<JObject>()];
        Assert.InRange(rules.Count, 1, MostRules);
        AssetFile.AssertIs(
            "SumoLogic", "extraction-rules.json", new JArray(rules).ToString().ReplaceLineEndings("\n") + "\n");
    }

    [Fact]
    public void Firewall_events_tell_their_action_and_source()
    {
        JToken rule = JArray.Parse(AssetFile.Read("SumoLogic", "extraction-rules.json"))
            .Single(one => (string?)one["scope"] == "_sourceCategory=cloudflare/firewall_events");
        Assert.StartsWith("json field=_raw \"Action\", ", (string)rule["parseExpression"]!);
        Assert.Contains("\"ClientIP\"", (string)rule["parseExpression"]!);
        Assert.EndsWith(" nodrop", (string)rule["parseExpression"]!);
    }

    private static JObject? Rule(Dataset dataset)
    {
        var fields = RawFields.PlainTargets("SumoLogic")
            .Select(plain => (plain.Target, Field: RawFields.Of(dataset, plain.Common).FirstOrDefault()))
            .Where(plain => plain.Field is not null)
            .ToList();
        return fields.Count < FewestFields ? null : new JObject
        {
            ["name"] = $"Cloudflare {dataset.Name}",
            ["scope"] = $"_sourceCategory=cloudflare/{dataset.Name}",
            ["parseExpression"] =
                $"json field=_raw {string.Join(", ", fields.Select(plain => $"\"{plain.Field}\""))} as "
                + $"{string.Join(", ", fields.Select(plain => plain.Target))} nodrop",
            ["enabled"] = true,
        };
    }
}
