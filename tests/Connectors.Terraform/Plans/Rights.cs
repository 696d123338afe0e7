using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

/// <summary>
/// What a plan allows the connector: lines of cloud, operation and place, as the end-to-end tests record them.
/// </summary>
internal static partial class Rights
{
    // A role, a bar, one of the operations that it allows on objects, messages or secrets. Sources:
    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/storage,
    // https://cloud.google.com/iam/docs/roles-permissions.
    private static readonly ILookup<string, string> Roles = File.ReadAllLines(
            Path.Combine(Repository.Root, "tests/Connectors.Terraform/Plans/roles.txt"))
        .Select(line => line.Split(" | ")).ToLookup(parts => parts[0], parts => parts[1]);

    internal static IEnumerable<string> Of(PlannedResource resource) => resource.Type switch
    {
        "aws_iam_role_policy" when IsConnectors(resource) => OfPolicy(resource),
        "azurerm_role_assignment" when IsConnectors(resource) => OfRole(
            "azure", (string)resource.Values["role_definition_name"]!, Last((string)resource.Values["scope"]!)),
        "google_storage_bucket_iam_member" when IsConnectors(resource) => OfRole(
            "google",
            (string)resource.Values["role"]!,
            Objects().Match((string)resource.Values["condition"]![0]!["expression"]!).Groups["prefix"].Value),
        "google_pubsub_topic_iam_member" when resource.Address.EndsWith("[\"continuation\"]", Ordinal) =>
            OfRole("google", (string)resource.Values["role"]!, Bare((string)resource.Values["topic"]!)),
        "google_secret_manager_secret_iam_member" when IsConnectors(resource) =>
            OfRole("google", (string)resource.Values["role"]!, (string)resource.Values["secret_id"]!),
        _ => [],
    };

    private static bool IsConnectors(PlannedResource resource) =>
        resource.Address.StartsWith(resource.Type + ".connector[", Ordinal);

    private static IEnumerable<string> OfPolicy(PlannedResource resource) =>
        from statement in JObject.Parse((string)resource.Values["policy"]!)["Statement"]!
        from action in statement["Action"]!
        from place in statement["Resource"]!
        select $"aws {action} {Bare(((string)place!).Split(':')[^1])}";

    private static IEnumerable<string> OfRole(string cloud, string role, string place) => Roles.Contains(role)
        ? Roles[role].Select(operation => $"{cloud} {operation} {place}")
        : [$"{cloud} role {role} {place}"];

    private static string Last(string scope) => scope[(scope.LastIndexOf('/') + 1)..];

    // edge-logs/dead-letters/* is what lies under dead-letters/, edge-work the queue work.
    private static string Bare(string name)
    {
        string bare = Names().Replace(name, "");
        return bare.Length > 1 ? bare.TrimEnd('*') : bare;
    }

    [GeneratedRegex("^(edge-logs/|edge-|parameter)")]
    private static partial Regex Names();

    [GeneratedRegex("/objects/(?<prefix>[^\"]*)\"")]
    private static partial Regex Objects();

    private const StringComparison Ordinal = StringComparison.Ordinal;
}
