namespace Connectors.Hosting;

/// <summary>What a command works with.</summary>
/// <param name="Composition">How things are put together.</param>
/// <param name="Parts">The connector's parts, with settings that are checked.</param>
/// <param name="WritesJson">Whether results are written as JSON lines.</param>
internal sealed record CommandRun(Composition Composition, ConnectorParts Parts, bool WritesJson)
{
    internal Terminal Terminal => Composition.Terminal;
}
