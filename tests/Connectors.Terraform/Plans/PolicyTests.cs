using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

/// <summary>What policies and roles allow: nothing is allowed on everything without a reason in allowed.txt.</summary>
public sealed class PolicyTests(TerraformWorkspace workspace)
{
    // A reason for each: the statement's sid, a bar, the reason.
    private static readonly string[] Reasons = File.ReadAllLines(
        Path.Combine(Repository.Root, "tests/Connectors.Terraform/Plans/allowed.txt"));

    // Roles that stand for many services, and those of an administrator.
    private static readonly string[] WideRoles =
        ["Owner", "Contributor", "Reader", "roles/owner", "roles/editor", "roles/viewer"];

    [Fact]
    public async Task Nothing_is_allowed_on_everything_without_a_reason()
    {
        IEnumerable<string> policies = (await ResourcesAsync("modules/aws"))
            .SelectMany(StatementsIn).Where(IsOpen).Select(statement => (string?)statement["Sid"] ?? "(no sid)");
        IEnumerable<string> roles = (await ResourcesAsync("modules/azure"))
            .Concat(await ResourcesAsync("modules/google"))
            .Where(HasWideRole).Select(resource => resource.Address);
        Assert.Equal(
            Reasons.Select(line => line.Split(" | ")[0]).Order(StringComparer.Ordinal),
            policies.Concat(roles).Distinct().Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("""{"role":"roles/editor"}""", true)]
    [InlineData("""{"role":"roles/storage.admin"}""", true)]
    [InlineData("""{"role":"roles/storage.objectViewer"}""", false)]
    [InlineData("""{"role_definition_name":"Contributor","scope":"/storageAccounts/a"}""", true)]
    [InlineData("""{"role_definition_name":"Storage Blob Data Reader","scope":"/subscriptions/0"}""", true)]
    [InlineData("""{"role_definition_name":"Storage Blob Data Reader","scope":"/storageAccounts/a"}""", false)]
    public void A_wide_role_is_found(string values, bool isWide) =>
        Assert.Equal(isWide, HasWideRole(new PlannedResource("a", "a", JObject.Parse(values))));

    [Fact]
    public async Task Every_statement_has_a_sid() => Assert.All(
        (await ResourcesAsync("modules/aws")).SelectMany(StatementsIn),
        statement => Assert.False(string.IsNullOrEmpty((string?)statement["Sid"]), statement.ToString()));

    [Theory]
    [InlineData("""{"Effect":"Allow","Action":"s3:*","Resource":"arn:aws:s3:::a/*"}""", true)]
    [InlineData("""{"Effect":"Allow","Action":["s3:GetObject","s3:Put*"],"Resource":"arn:aws:s3:::a/*"}""", true)]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":["*"]}""", true)]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::*"}""", true)]
    [InlineData("""{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::a/logs/*"}""", false)]
    [InlineData("""{"Effect":"Deny","Action":"s3:*","Resource":"*"}""", false)]
    public void A_statement_that_allows_everything_is_found(string statement, bool isOpen) =>
        Assert.Equal(isOpen, IsOpen(JObject.Parse(statement)));

    private async Task<IEnumerable<PlannedResource>> ResourcesAsync(string module) =>
        Plan.In(await workspace.TestAsync(module)).SelectMany(plan => plan.Resources);

    private static bool HasWideRole(PlannedResource resource)
    {
        string role = (string?)(resource.Values["role"] ?? resource.Values["role_definition_name"]) ?? "";
        string scope = (string?)resource.Values["scope"] ?? "";
        bool isOfGroup = scope.Length > 0 && !scope.Contains("/storageAccounts/", StringComparison.Ordinal)
            && !scope.Contains("/secrets/", StringComparison.Ordinal);
        return WideRoles.Contains(role) || role.EndsWith("admin", StringComparison.OrdinalIgnoreCase) || isOfGroup;
    }

    private static IEnumerable<JObject> StatementsIn(PlannedResource resource) =>
        from argument in resource.Values.Properties()
        where argument.Name.EndsWith("policy", StringComparison.Ordinal) && argument.Value.Type == JTokenType.String
        let policy = JObject.Parse((string)argument.Value!)
        from statement in policy["Statement"] ?? new JArray()
        select (JObject)statement;

    // A star may end the key of objects and the name of log streams; it may not stand for a whole bucket or service.
    private static bool IsOpen(JObject statement) => (string?)statement["Effect"] == "Allow"
        && (Texts(statement["Action"]).Any(action => action.Contains('*', StringComparison.Ordinal))
            || Texts(statement["Resource"]).Any(resource => resource.Split(':')[^1].StartsWith('*')
                && !resource.Contains(":log-group:", StringComparison.Ordinal)));

    private static IEnumerable<string> Texts(JToken? value) => value switch
    {
        null => [],
        JArray many => many.Values<string>().Select(text => text!),
        _ => [(string)value!],
    };
}
