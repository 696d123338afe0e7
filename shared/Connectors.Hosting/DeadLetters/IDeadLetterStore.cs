namespace Connectors.Hosting;

/// <summary>Where dead letters are kept.</summary>
public interface IDeadLetterStore
{
    /// <summary>Stores lines for good under a new name; never replaces what is there.</summary>
    /// <param name="name">The wished file name; a number is added when it is taken.</param>
    /// <param name="lines">Dead letters, one JSON object a line.</param>
    /// <param name="cancel">Stops the writing.</param>
    /// <returns>What went wrong, for a person; null when they are safe.</returns>
    Task<string?> StoreAsync(string name, ReadOnlyMemory<byte> lines, CancellationToken cancel);
}
