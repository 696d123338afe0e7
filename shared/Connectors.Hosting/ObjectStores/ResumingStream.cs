using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>Opens the same object again, from this byte on.</summary>
/// <exception cref="IOException">It cannot be opened; a <see cref="StoreException"/> says whether that passes.
/// </exception>
internal delegate Task<Stream> OpenAt(long offset, CancellationToken cancel);

/// <summary>
/// An object's bytes from a store far away. When the connection breaks, or nothing comes for a while, reading goes on
/// where it stopped, on a new connection; whoever reads does not notice. Not for several threads.
/// </summary>
/// <param name="first">The object from its first byte on.</param>
/// <param name="length">Bytes of the object; null when the store does not tell, so that an early end is not seen
/// here.</param>
/// <param name="openAt">Opens the object again: that very one, not one that took its place.</param>
/// <param name="outside">The clock, and chance.</param>
/// <exception cref="IOException">Reading: the object is not there any more, or the tries are used up.</exception>
internal sealed class ResumingStream(Stream first, long? length, OpenAt openAt, Surroundings outside) : ForwardStream
{
    /// <summary>Tries without a single byte in between.</summary>
    internal const int MostTries = 6;

    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(30);

    private Stream? current = first;
    private long position;
    private int failures;

    public override async ValueTask<int> ReadAsync(
        Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            try
            {
                int count = await ReadOnceAsync(buffer, cancellationToken);
                position += count;
                failures = 0;
                return count;
            }
            catch (Exception fault) when (IsBreak(fault) && !cancellationToken.IsCancellationRequested)
            {
                await BreakOffAsync(fault, cancellationToken);
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            current?.Dispose();
        }

        base.Dispose(disposing);
    }

    private async Task<int> ReadOnceAsync(Memory<byte> buffer, CancellationToken cancel)
    {
        if (position >= length)
        {
            return 0;
        }

        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        stalled.CancelAfter(Stall);
        current ??= await openAt(position, stalled.Token);
        int count = await current.ReadAsync(buffer, stalled.Token);
        return count > 0 || length is null || buffer.IsEmpty
            ? count
            : throw new EndOfStreamException("the connection ended early");
    }

    private async Task BreakOffAsync(Exception fault, CancellationToken cancel)
    {
        current?.Dispose();
        current = null;
        failures++;
        if (failures == MostTries)
        {
            string reason = fault is OperationCanceledException ? "nothing came any more" : fault.Message;
            throw new StoreException(
                new Problem(
                    ReasonCodes.ReadBrokenOff,
                    $"the object could be read to byte {position} only, after {failures} tries: {reason}"),
                isPassing: false);
        }

        TimeSpan wait = RetrySchedule.Default.Delay(failures - 1, outside.Chance());
        await Task.Delay(wait, outside.Time, cancel);
    }

    private static bool IsBreak(Exception fault) => fault is not StoreException { IsPassing: false }
        && fault is IOException or HttpRequestException or OperationCanceledException;
}
