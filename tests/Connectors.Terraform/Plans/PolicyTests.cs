using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

/// <summary>What policies allow: no action and no resource is <c>*</c> without a reason in allowed.txt.</summary>
public sealed class PolicyTests(TerraformWorkspace workspace)
{
    // A reason for each: the statement's sid, a bar, the reason.
    private static readonly string[] Reasons = File.ReadAllLines(
        Path.Combine(Repository.Root, "tests/Connectors.Terraform/Plans/allowed.txt"));

    [Fact]
    public async Task No_policy_allows_everything_without_a_reason()
    {
        IEnumerable<string> open = (await PlansAsync()).SelectMany(plan => plan.Resources)
            .SelectMany(StatementsIn).Where(IsOpen).Select(statement => (string?)statement["Sid"] ?? "(no sid)");
        Assert.Equal(
            Reasons.Select(line => line.Split(" | ")[0]).Order(StringComparer.Ordinal),
            open.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Every_statement_has_a_sid() => Assert.All(
        (await PlansAsync()).SelectMany(plan => plan.Resources).SelectMany(StatementsIn),
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

    private async Task<IEnumerable<Plan>> PlansAsync() => Plan.In(await workspace.TestAsync("modules/aws"));

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
