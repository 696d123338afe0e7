using System.Runtime.CompilerServices;

namespace Connectors.Hosting;

/// <summary>Objects that a person wants: those whose names begin alike and whose time is in a window.</summary>
/// <param name="Prefix">How they begin.</param>
/// <param name="Window">When they are of.</param>
internal sealed record ObjectSelection(string Prefix, TimeWindow Window)
{
    /// <summary>The object that earlier work came to: only those behind it are wanted; null for all.</summary>
    internal string? After { get; init; }

    /// <summary>Where the connector itself writes: dead letters and receipts are no batches.</summary>
    internal required IReadOnlyList<string> OwnPlaces { get; init; }

    /// <summary>Whether nothing at all begins so, which hardly anybody means; known when all are listed.</summary>
    internal bool IsEmpty { get; private set; } = true;

    /// <summary>A selection for a command.</summary>
    internal static ObjectSelection Of(CommandRun run, string prefix, TimeWindow window)
    {
        CommonOptions options = run.Parts.Options;
        return new ObjectSelection(prefix, window)
        {
            OwnPlaces = [.. new[] { options.DeadLetters, options.Receipts }.OfType<string>().Select(PlaceOf)],
        };
    }

    /// <summary>The objects, in the order of their names.</summary>
    /// <exception cref="IOException">They cannot be listed; or not in that order, where some are to be passed over.
    /// </exception>
    internal async IAsyncEnumerable<BatchReference> ListAsync(
        IObjectStore store, [EnumeratorCancellation] CancellationToken cancel)
    {
        IAsyncEnumerable<BatchReference> all = store.ListAsync(Prefix, cancel);
        await foreach (BatchReference listed in
            After is null ? all : Verification.InOrder(all, one => one.Uri, cancel))
        {
            bool isOurs = OwnPlaces.Any(place => listed.Uri.StartsWith(place, StringComparison.Ordinal));
            IsEmpty &= isOurs;
            bool isLeft = After is null || string.CompareOrdinal(listed.Uri, After) > 0;
            if (!isOurs && isLeft && Window.Contains(TimeWindow.TimeOf(listed)))
            {
                yield return listed;
            }
        }
    }

    private static string PlaceOf(string place) =>
        (ObjectUri.IsCloud(place) ? place : Path.GetFullPath(place)).TrimEnd('/') + "/";
}
