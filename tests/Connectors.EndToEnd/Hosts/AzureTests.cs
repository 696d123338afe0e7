using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Hosts;

/// <summary>The published executable as a custom handler of Azure Functions.</summary>
public sealed class AzureTests(IntakeProcess intake) : HostTest(intake), IClassFixture<IntakeProcess>
{
    [Fact]
    public async Task A_message_that_is_encoded_twice_is_delivered_and_the_invocation_ends()
    {
        (ConnectorProcess connector, FunctionHostStub host) = await StartAsync();
        using ConnectorProcess disposed = connector;
        FunctionResult result = await host.InvokeAsync(Pointer(WriteBatch("firewall_events", 2_000)));
        Assert.Equal("succeeded", result.How);
        Assert.Equal(
            ["Outputs", "Logs", "ReturnValue"],
            JObject.Parse(result.Body).Properties().Select(member => member.Name));
        Assert.Equal(2_000, (await Intake.ArrivalsAsync()).DistinctIds);
    }

    [Fact]
    public async Task What_fails_or_is_not_known_fails_the_invocation_so_that_the_queue_brings_it_again()
    {
        (ConnectorProcess connector, FunctionHostStub host) = await StartAsync();
        using ConnectorProcess disposed = connector;
        Assert.Equal("failed", (await host.InvokeAsync("hello")).How);
        Assert.Equal("failed", (await host.InvokeAsync(Pointer(PathOf("nowhere")))).How);
        Assert.Equal("succeeded", (await host.InvokeAsync("[]")).How);
        connector.Terminate();
        Assert.Contains("LogFailed", (await connector.EndAsync()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_timer_empties_the_queue_that_nobody_pushes()
    {
        (ConnectorProcess connector, FunctionHostStub host) =
            await StartAsync(new() { ["CONNECTOR_QUEUE"] = "file://" + Queue });
        using ConnectorProcess disposed = connector;
        for (int seed = 1; seed <= 5; seed++)
        {
            PutMessage($"m{seed}", Pointer(WriteBatch("firewall_events", 200, seed)));
        }

        Assert.Equal("succeeded", (await host.TickAsync()).How);
        Assert.Empty(Directory.GetFiles(Queue));
        Assert.Equal(1_000, (await Intake.ArrivalsAsync()).DistinctIds);
        Assert.Equal("succeeded", (await host.TickAsync()).How);
    }

    private async Task<(ConnectorProcess Connector, FunctionHostStub Host)> StartAsync(
        Dictionary<string, string>? more = null)
    {
        int port = LoopbackPort.Free();
        var host = new FunctionHostStub(Http, port);
        ConnectorProcess connector = StartWith(new(more ?? []) { ["FUNCTIONS_CUSTOMHANDLER_PORT"] = $"{port}" });
        await WaitForServerAsync(host.Address);
        return (connector, host);
    }
}
