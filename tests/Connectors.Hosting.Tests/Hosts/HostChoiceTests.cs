namespace Connectors.Hosting.Tests.Hosts;

public sealed class HostChoiceTests
{
    [Theory]
    [InlineData("", "Command", "no platform's variable is set")]
    [InlineData("PORT=8080", "Command", "no platform's variable is set")]
    [InlineData("AWS_LAMBDA_RUNTIME_API=127.0.0.1:9001", "Lambda", "AWS_LAMBDA_RUNTIME_API is set")]
    [InlineData("FUNCTIONS_CUSTOMHANDLER_PORT=7071", "Azure", "FUNCTIONS_CUSTOMHANDLER_PORT is set")]
    [InlineData("K_SERVICE=logs PORT=8080", "CloudRun", "K_SERVICE is set")]
    [InlineData("K_SERVICE= PORT=8080", "Command", "no platform's variable is set")]
    [InlineData("CONNECTOR_HOST=command AWS_LAMBDA_RUNTIME_API=x", "Command", "CONNECTOR_HOST is command")]
    [InlineData("CONNECTOR_HOST=lambda", "Lambda", "CONNECTOR_HOST is lambda")]
    [InlineData("CONNECTOR_HOST=azure", "Azure", "CONNECTOR_HOST is azure")]
    [InlineData("CONNECTOR_HOST=CloudRun", "CloudRun", "CONNECTOR_HOST is CloudRun")]
    [InlineData("CONNECTOR_HOST=worker K_SERVICE=logs", "Worker", "CONNECTOR_HOST is worker")]
    [InlineData("CONNECTOR_HOST=moon K_SERVICE=logs", "Unknown", "CONNECTOR_HOST is moon")]
    public void The_environment_decides(string environment, string kind, string why)
    {
        HostChoice choice = HostChoice.Of(hasArguments: false, Parse(environment));
        Assert.Equal((kind, why), (choice.Kind.ToString(), choice.Why));
    }

    [Theory]
    [InlineData("AWS_LAMBDA_RUNTIME_API=x")]
    [InlineData("CONNECTOR_HOST=worker")]
    public void A_command_that_was_typed_goes_before_everything(string environment) =>
        Assert.Equal(HostKind.Command, HostChoice.Of(hasArguments: true, Parse(environment)).Kind);

    private static Dictionary<string, string> Parse(string environment) => environment
        .Split(' ', StringSplitOptions.RemoveEmptyEntries)
        .Select(pair => pair.Split('='))
        .ToDictionary(pair => pair[0], pair => pair[1]);
}
