using Microsoft.Extensions.Logging;

namespace Connectors.Delivery;

/// <summary>What comes from outside the code: the clock, chance, and where logs go.</summary>
/// <param name="Time">The clock.</param>
/// <param name="Chance">Random numbers from 0 to 1.</param>
/// <param name="Logs">Makes loggers.</param>
public sealed record Surroundings(TimeProvider Time, Func<double> Chance, ILoggerFactory Logs);
