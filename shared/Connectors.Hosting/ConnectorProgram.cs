using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>What every executable's <c>Program</c> calls.</summary>
public static class ConnectorProgram
{
    /// <summary>Runs a connector with the arguments of its process.</summary>
    /// <returns>The process's exit code: see <see cref="ExitCode"/>.</returns>
    public static Task<int> RunAsync(DestinationModule module, string[] arguments)
    {
        var composition = new Composition(
            module, DatasetCatalog.Load(), Terminal.OfProcess(), TimeProvider.System, Random.Shared.NextDouble);
        HostChoice choice = HostChoice.Of(arguments.Length > 0, composition.Terminal.Environment);
        return choice.Kind switch
        {
            HostKind.Command => new CommandLine(composition).RunAsync(arguments),
            HostKind.Worker => new CommandLine(composition).RunAsync(["work"]),
            _ => new HostRun(composition, choice).RunAsync(),
        };
    }
}
