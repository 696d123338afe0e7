using System.Collections.Concurrent;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// Delivers what the messages of one queue's event name: each succeeds or fails alone. When all fail, so does the
/// event, so that it counts as an error.
/// </summary>
/// <param name="delivery">Delivers what a message names.</param>
/// <param name="atOnce">Messages handled at the same time.</param>
internal sealed class ItemDelivery(NotificationDelivery delivery, int atOnce)
{
    internal async Task<ItemFailures> DeliverAsync(
        IReadOnlyList<SqsItem> items, Deadline deadline, CancellationToken cancel)
    {
        var problems = new ConcurrentDictionary<SqsItem, string>(ReferenceEqualityComparer.Instance);
        var options = new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = cancel };
        await Parallel.ForEachAsync(items, options, async (item, stop) =>
        {
            if (await DeliverAsync(item, deadline, stop) is { } problem)
            {
                problems[item] = problem;
            }
        });

        SqsItem[] failed = [.. items.Where(problems.ContainsKey)];
        bool isWhole = failed.Length > 0 && (failed.Length == items.Count || failed.Any(item => item.Id.Length == 0));
        return new ItemFailures(
            [.. failed.Select(item => item.Id)], isWhole ? problems[failed[0]] : null);
    }

    private async Task<string?> DeliverAsync(SqsItem item, Deadline deadline, CancellationToken cancel)
    {
        var origin = new MessageOrigin(item.Id, item.Deliveries);
        try
        {
            return deadline.IsNear
                ? delivery.Fail(origin, new Problem(ReasonCodes.NoPlace, "no time was left to begin with it"))
                : await delivery.DeliverAsync(NotificationReader.Read(item.Body), origin, deadline, cancel);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of ours must cost this message its success, and not the others theirs.
            return delivery.Fail(origin, new Problem(ReasonCodes.Fault, fault.GetType().Name));
        }
    }
}

/// <summary>What became of an event's messages.</summary>
/// <param name="Ids">Those that failed.</param>
/// <param name="Problem">Why the whole event fails, for a person; null when it does not.</param>
internal sealed record ItemFailures(IReadOnlyList<string> Ids, string? Problem);
