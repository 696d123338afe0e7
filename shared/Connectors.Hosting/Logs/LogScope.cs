using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>What all lines have in common that are written while something is handled: its ids.</summary>
internal static class LogScope
{
    /// <summary>Gives these values to every line until it is closed; what is null or empty is left out.</summary>
    internal static IDisposable? Within(this ILogger log, params (string Name, string? Value)[] values) =>
        log.BeginScope<IReadOnlyList<KeyValuePair<string, object?>>>(
        [
            .. values.Where(pair => !string.IsNullOrEmpty(pair.Value))
                .Select(pair => KeyValuePair.Create(pair.Name, (object?)pair.Value)),
        ]);
}
