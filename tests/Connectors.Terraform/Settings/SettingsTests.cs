using System.Globalization;
using Connectors.Hosting;
using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

/// <summary>The module connector_settings knows the same settings and limits as the executables.</summary>
public sealed class SettingsTests(TerraformWorkspace workspace)
{
    private const string Module = "modules/connector_settings";

    // Common settings that are not the customer's to choose there, and why.
    private static readonly Dictionary<string, string> NotInModule = new()
    {
        ["CONNECTOR_HOST"] = "set by the cloud's module",
        ["CONNECTOR_DEAD_LETTERS"] = "set by the cloud's module",
        ["CONNECTOR_RECEIPTS"] = "set by the cloud's module",
        ["CONNECTOR_CONTINUATION_QUEUE"] = "set by the cloud's module",
        ["CONNECTOR_QUEUE"] = "set by the cloud's module",
        ["CONNECTOR_TIME_LIMIT"] = "set by the cloud's module",
        ["CONNECTOR_OBJECTS"] = "set by the cloud's module",
        ["CONNECTOR_TRIES"] = "set by the cloud's module",
        ["CONNECTOR_METRICS_NAMESPACE"] = "set by the cloud's module: only AWS has it",
        ["CONNECTOR_GRACE"] = "the default is the clouds'",
        ["CONNECTOR_PORT"] = "for a worker",
        ["CONNECTOR_PUSH_AUDIENCE"] = "the cloud verifies who pushes",
        ["CONNECTOR_PUSH_ACCOUNT"] = "the cloud verifies who pushes",
        ["CONNECTOR_CA_FILE"] = "a package has no such file",
        ["CONNECTOR_ALLOW_HTTP"] = "for tests",
    };

    public static TheoryData<string> Destinations { get; } = new(Destination.All.Select(one => one.Name));

    [Theory]
    [MemberData(nameof(Destinations))]
    public async Task The_module_has_every_setting_of_a_destination_and_no_other(string name)
    {
        IEnumerable<string> ofModule = (await PlansAsync())
            .Select(plan => plan.Output("settings")).OfType<JObject>()
            .Where(settings => (string?)settings["destination"] == name)
            .SelectMany(settings => ((JObject)settings["environment"]!).Properties().Select(one => one.Name))
            .Where(setting => !IsCommon(setting));
        Assert.Equal(
            Destination.Find(name)!.Settings.Select(setting => setting.Name).Order(StringComparer.Ordinal),
            ofModule.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_module_has_every_common_setting_or_a_reason_why_not()
    {
        IEnumerable<string> ofModule = (await PlansAsync())
            .Select(plan => plan.Output("settings")).OfType<JObject>()
            .SelectMany(settings => ((JObject)settings["environment"]!).Properties().Select(one => one.Name))
            .Where(IsCommon);
        Assert.Equal(
            CommonSettings.All.Select(setting => setting.Name).Except(NotInModule.Keys).Order(StringComparer.Ordinal),
            ofModule.Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_module_has_the_limits_of_the_executables()
    {
        JToken limits = (await PlansAsync()).Select(plan => plan.Output("limits")).OfType<JObject>().First();
        Dictionary<string, string> rules = CommonSettings.All.Concat(Destination.All.SelectMany(one => one.Settings))
            .ToDictionary(setting => setting.Name, setting => setting.Rule);
        Assert.All(
            ((JObject)limits["whole_numbers"]!).Properties().Where(limit => rules.ContainsKey(limit.Name)),
            limit => Assert.StartsWith(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"a whole number from {limit.Value["least"]} to {limit.Value["most"]}"),
                rules[limit.Name],
                StringComparison.Ordinal));
        Assert.All(
            ((JObject)limits["choices"]!).Properties().Where(choice => rules.ContainsKey(choice.Name)),
            choice => Assert.Equal("one of " + string.Join(", ", choice.Value.Values<string>()), rules[choice.Name]));
    }

    [Fact]
    public async Task Every_limit_of_the_executables_is_in_the_module()
    {
        JToken limits = (await PlansAsync()).Select(plan => plan.Output("limits")).OfType<JObject>().First();
        IEnumerable<string> limited = CommonSettings.All.Concat(Destination.All.SelectMany(one => one.Settings))
            .Where(setting => setting.Rule.StartsWith("a whole number", StringComparison.Ordinal)
                || setting.Rule.StartsWith("one of", StringComparison.Ordinal))
            .Select(setting => setting.Name).Except(NotInModule.Keys);
        Assert.Empty(limited.Except(limits.Children<JProperty>().SelectMany(kind => ((JObject)kind.Value).Properties())
            .Select(limit => limit.Name)));
    }

    private static bool IsCommon(string name) => CommonSettings.All.Any(setting => setting.Name == name);

    private async Task<IReadOnlyList<Plan>> PlansAsync() => Plan.In(await workspace.TestAsync(Module));
}
