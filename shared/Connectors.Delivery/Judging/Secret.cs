namespace Connectors.Delivery;

/// <summary>
/// A secret value and the way to read it again. Says its value only when asked for it. For several threads.
/// </summary>
/// <param name="value">The value now.</param>
/// <param name="read">Reads the value from where it is kept; null when it cannot be read now.</param>
public sealed class Secret(string value, Func<CancellationToken, ValueTask<string?>> read)
{
    private volatile string value = value;

    public string Value => value;

    /// <summary>A secret that is kept nowhere else.</summary>
    public static Secret Fixed(string value) => new(value, _ => ValueTask.FromResult<string?>(value));

    /// <summary>Reads the secret again because a value was refused.</summary>
    /// <param name="refused">The value that was refused.</param>
    /// <param name="cancel">Stops the reading.</param>
    /// <returns>Whether the value is another one now.</returns>
    public async ValueTask<bool> ReadAgainAsync(string refused, CancellationToken cancel)
    {
        if (value == refused)
        {
            value = await read(cancel) ?? value;
        }

        return value != refused;
    }

    public override string ToString() => "***";
}
