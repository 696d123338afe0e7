using System.Xml.Linq;
using Connectors.Hosting;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Managed;

/// <summary>Which destination an adapter delivers to.</summary>
public sealed class StartTests
{
    public static TheoryData<Type> Adapters { get; } =
    [
        typeof(Connectors.Managed.Aws.Function), typeof(Connectors.Managed.Azure.Functions),
        typeof(Connectors.Managed.Google.PubSubFunction),
    ];

    [Theory]
    [MemberData(nameof(Adapters))]
    public void Every_destination_can_be_chosen(Type adapter)
    {
        string folder = Path.Combine(AppContext.BaseDirectory, "../../../../../functions");
        IEnumerable<string> executables = Directory.GetFiles(folder, "*.csproj", SearchOption.AllDirectories)
            .Select(file => XElement.Load(file).Descendants("AssemblyName").SingleOrDefault()?.Value)
            .OfType<string>();
        Assert.Equal(
            executables.Order(), ManagedTest.ModulesOf(adapter).Select(module => $"{module.Name}-connector").Order());
    }

    [Theory]
    [InlineData(null, "CONNECTOR_DESTINATION must be set: one of datadog, elastic, splunk, sumologic")]
    [InlineData("acme", "CONNECTOR_DESTINATION must be one of datadog, elastic, splunk, sumologic; it is 'acme'")]
    [InlineData("splunk", "SPLUNK_HEC_URL must be set: an https URL without user, query or fragment")]
    public void A_destination_that_is_missing_or_not_known_and_wrong_settings_are_told(string? name, string problem)
    {
        var environment = new Dictionary<string, string>();
        if (name is not null)
        {
            environment["CONNECTOR_DESTINATION"] = name;
        }

        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null, () => Stream.Null, environment);
        var refusal = Assert.Throws<InvalidOperationException>(
            () => HostedConnector.Start(ManagedTest.ModulesOf(typeof(Connectors.Managed.Aws.Function)), terminal));
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(problem + Environment.NewLine, output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void The_first_line_of_the_log_says_what_was_chosen()
    {
        using var output = new StringWriter();
        var terminal = new Terminal(output, TextWriter.Null, () => Stream.Null, new Dictionary<string, string>
        {
            ["CONNECTOR_DESTINATION"] = "sumologic",
            ["SUMO_URL"] = "https://example.com/receiver/v1/http/secret",
        });
        using HostedConnector connector =
            HostedConnector.Start(ManagedTest.ModulesOf(typeof(Connectors.Managed.Aws.Function)), terminal);
        var line = JObject.Parse(output.ToString().Split('\n')[0]);
        Assert.Equal(("Managed", "CONNECTOR_DESTINATION is sumologic"), ((string)line["host"]!, (string)line["why"]!));
    }
}
