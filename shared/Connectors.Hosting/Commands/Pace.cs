namespace Connectors.Hosting;

/// <summary>
/// Lets so many through in a second, evenly; what was late is not made up for. Not for several threads.
/// </summary>
/// <param name="perSecond">How many; zero for any number.</param>
/// <param name="time">The clock.</param>
internal sealed class Pace(double perSecond, TimeProvider time)
{
    private DateTimeOffset next = DateTimeOffset.MinValue;

    /// <summary>Waits for the next one's turn.</summary>
    internal async Task WaitAsync(CancellationToken cancel)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (perSecond <= 0)
        {
            return;
        }

        DateTimeOffset turn = next > now ? next : now;
        next = turn + TimeSpan.FromSeconds(1 / perSecond);
        if (turn > now)
        {
            await Task.Delay(turn - now, time, cancel);
        }
    }
}
