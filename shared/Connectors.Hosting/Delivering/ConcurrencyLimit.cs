namespace Connectors.Hosting;

/// <summary>
/// How many payloads may be in flight now: halved when the destination says that it is near its limit, one more again
/// after as many deliveries without that as there are payloads in flight. Computes only.
/// </summary>
internal sealed class ConcurrencyLimit
{
    private readonly int most;
    private int calmDeliveries;

    /// <param name="most">The operator's limit.</param>
    internal ConcurrencyLimit(int most)
    {
        this.most = most;
        Current = most;
    }

    internal int Current { get; private set; }

    /// <summary>Notes how a delivery went.</summary>
    internal void Note(bool isNearLimit)
    {
        if (isNearLimit)
        {
            Current = Math.Max(1, Current / 2);
            calmDeliveries = 0;
        }
        else if (++calmDeliveries >= Current)
        {
            Current = Math.Min(most, Current + 1);
            calmDeliveries = 0;
        }
    }
}
