using System.Runtime.CompilerServices;

namespace Connectors.Hosting;

/// <summary>
/// Compares objects with receipts. Both come in the order of their names, so one of each is held at a time, however
/// many there are.
/// </summary>
internal static class Verification
{
    /// <summary>Judges each object.</summary>
    /// <param name="objects">Objects in the order of their names.</param>
    /// <param name="receipts">Receipts in the order of their objects' names; of other objects too.</param>
    /// <param name="cancel">Stops the reading of both.</param>
    /// <exception cref="IOException">One of them cannot be listed, or is not in order.</exception>
    internal static async IAsyncEnumerable<Finding> CompareAsync(
        IAsyncEnumerable<BatchReference> objects,
        IAsyncEnumerable<ListedReceipt> receipts,
        [EnumeratorCancellation] CancellationToken cancel)
    {
        await using IAsyncEnumerator<ListedReceipt> next =
            InOrder(receipts, receipt => receipt.Name.Object, cancel).GetAsyncEnumerator(cancel);
        bool hasNext = await next.MoveNextAsync();
        await foreach (BatchReference listed in InOrder(objects, one => ReceiptName.PathOf(one.Uri), cancel))
        {
            string path = ReceiptName.PathOf(listed.Uri);
            List<ListedReceipt> own = [];
            while (hasNext && string.CompareOrdinal(next.Current.Name.Object, path) is <= 0 and var order)
            {
                if (order == 0)
                {
                    own.Add(next.Current);
                }

                hasNext = await next.MoveNextAsync();
            }

            yield return Finding.Of(listed, own);
        }
    }

    /// <summary>The same, as long as it comes in the order of names.</summary>
    /// <exception cref="IOException">It does not.</exception>
    internal static async IAsyncEnumerable<T> InOrder<T>(
        IAsyncEnumerable<T> all, Func<T, string> nameOf, [EnumeratorCancellation] CancellationToken cancel)
    {
        string last = "";
        await foreach (T one in all.WithCancellation(cancel))
        {
            string name = nameOf(one);
            if (string.CompareOrdinal(name, last) < 0)
            {
                throw new IOException(
                    $"the store does not list in the order of names: '{name}' comes after '{last}'. "
                    + "Name longer prefixes, below which it does");
            }

            last = name;
            yield return one;
        }
    }
}
