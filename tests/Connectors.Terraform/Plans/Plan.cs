using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

/// <summary>What Terraform would make: one run of a module's tests, or of an example.</summary>
internal sealed record Plan(string Run, JObject Content)
{
    /// <summary>The planned resources.</summary>
    internal IEnumerable<PlannedResource> Resources =>
        from change in Content["resource_changes"] ?? new JArray()
        where (string?)change["mode"] == "managed" && change["change"]!["after"] is JObject
        select new PlannedResource(
            (string)change["address"]!, (string)change["type"]!, (JObject)change["change"]!["after"]!);

    /// <summary>An output of the root module.</summary>
    internal JToken? Output(string name) => Content["output_changes"]?[name]?["after"];

    /// <summary>The plans in the output of <c>terraform test -json -verbose</c>.</summary>
    internal static IReadOnlyList<Plan> In(TerraformRun run) =>
    [
        .. run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(JObject.Parse)
            .Where(line => (string?)line["type"] == "test_plan")
            .Select(line => new Plan((string)line["@testrun"]!, (JObject)line["test_plan"]!)),
    ];
}

/// <summary>A resource of a plan.</summary>
/// <param name="Address">Where it is in the configuration.</param>
/// <param name="Type">As Terraform calls it: <c>aws_sqs_queue</c>.</param>
/// <param name="Values">Its arguments.</param>
internal sealed record PlannedResource(string Address, string Type, JObject Values);
