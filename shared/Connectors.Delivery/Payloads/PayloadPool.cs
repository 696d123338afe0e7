using System.Collections.Concurrent;

namespace Connectors.Delivery;

/// <summary>Payloads to fill again, so that their buffers are made only once. For several threads.</summary>
public sealed class PayloadPool(PayloadLimits limits)
{
    private const int MaxFirstCapacity = 4 * 1024 * 1024; // bytes; larger payloads grow to their size
    private const int RoomForOneMore = 64 * 1024; // the record that does not fit is written before that is known

    private readonly ConcurrentBag<Payload> free = [];

    // A record as it was read is seldom half as long again as what is sent of it.
    private int MostHeldBytes => limits.FillBytes + (limits.FillBytes / 2);

    /// <summary>An empty payload for records of this origin.</summary>
    public Payload Rent(PayloadOrigin origin)
    {
        Payload payload = free.TryTake(out Payload? used)
            ? used
            : new Payload(Math.Min(limits.FillBytes + RoomForOneMore, MaxFirstCapacity), MostHeldBytes);
        payload.Origin = origin;
        return payload;
    }

    /// <summary>Gives a payload back; nobody may look at it any more.</summary>
    public void Return(Payload payload)
    {
        payload.Clear();
        free.Add(payload);
    }
}
