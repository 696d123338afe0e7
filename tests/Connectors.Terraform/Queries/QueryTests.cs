using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

/// <summary>Azure's alerts, saved queries and dashboard ask for what there is, in Azure Monitor's words.</summary>
public sealed class QueryTests(TerraformWorkspace workspace, QueryChecker checker) : IClassFixture<QueryChecker>
{
    [Fact]
    public async Task Every_query_is_one_that_Azure_Monitor_reads()
    {
        Dictionary<string, string> queries = [];
        foreach (Plan plan in Plan.In(await workspace.TestAsync("modules/azure")))
        {
            foreach ((string name, string query) in plan.Resources.SelectMany(QueriesOf))
            {
                queries[$"{plan.Run}: {name}"] = query;
            }
        }

        Assert.All(
            (string[])["alert_v2", "saved_search", "workbook"],
            type => Assert.Contains(queries.Keys, name => name.Contains(type, StringComparison.Ordinal)));
        Assert.Equal("{}", (await checker.CheckAsync(queries)).ToString());
    }

    [Theory]
    [InlineData("AppTraces | take 1", 0)]
    [InlineData("AppTraces | wher Message == 1", 1)]
    [InlineData("AppTraces | where Nowhere == 1", 1)]
    [InlineData("Traces | take 1", 1)]
    public async Task A_query_that_nobody_reads_is_found(string query, int found) =>
        Assert.Equal(found, (await checker.CheckAsync(new Dictionary<string, string> { ["query"] = query })).Count);

    private static IEnumerable<(string Name, string Query)> QueriesOf(PlannedResource resource) => resource.Type switch
    {
        "azurerm_monitor_scheduled_query_rules_alert_v2" =>
            [(resource.Address, (string)resource.Values["criteria"]![0]!["query"]!)],
        "azurerm_log_analytics_saved_search" => [(resource.Address, (string)resource.Values["query"]!)],
        "azurerm_application_insights_workbook" =>
            from item in JObject.Parse((string)resource.Values["data_json"]!)["items"]!
            where item["content"]!["query"] is not null
            select ($"{resource.Address} {item["name"]}", (string)item["content"]!["query"]!),
        _ => [],
    };
}
