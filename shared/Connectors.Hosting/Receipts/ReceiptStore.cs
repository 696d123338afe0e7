using System.Runtime.CompilerServices;
using System.Text;
using Connectors.Delivery;
using Connectors.Records;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>
/// Where receipts are kept: one object for each run of each batch, whose name begins with that of its batch. For
/// several threads.
/// </summary>
/// <param name="place">Folder, or how their URIs begin.</param>
/// <param name="destination">Whose connector writes them; receipts of others at the same place are not seen.</param>
/// <param name="objects">Writes and lists them.</param>
/// <param name="outside">The clock.</param>
internal sealed partial class ReceiptStore(
    string place, string destination, IObjectStore objects, Surroundings outside)
{
    // Bytes of a key: https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-keys.html, and
    // https://docs.cloud.google.com/storage/docs/objects#naming; of a file's name: what file systems of Linux take.
    private const int LongestKey = 1_024;
    private const int LongestFileName = 255;

    private readonly string root = $"{place.TrimEnd('/')}/{destination}/";
    private readonly ILogger log = outside.Logs.CreateLogger<ReceiptStore>();
    private volatile bool isPrepared;

    internal string Destination => destination;

    internal TimeProvider Time => outside.Time;

    /// <summary>
    /// Makes sure, once in a process, that receipts can be written: a delivery that then lacked its receipt would be
    /// repeated, and with a place that is wrong every one would.
    /// </summary>
    /// <returns>What is wrong, for a person; null when nothing is.</returns>
    internal async Task<string?> PrepareAsync(CancellationToken cancel)
    {
        if (isPrepared)
        {
            return null;
        }

        // A name of its own: some stores refuse a second object of a name as they refuse one without rights.
        DateTimeOffset now = Time.GetUtcNow();
        string id = RunReceipt.NewId(now);
        string? problem = await objects.CreateAsync(
            $"{root}starts/{id}.json", RunReceipt.Start(id, destination, now), cancel);
        isPrepared = problem is null;
        return problem is null ? null : Problem(problem);
    }

    /// <summary>Whether an object's receipt could have its name: after the delivery it would be too late.</summary>
    /// <returns>What is wrong, for a person; null when nothing is.</returns>
    internal string? Refuse(ObjectIdentity identity)
    {
        string name = root + ReceiptName.Longest(identity);
        bool isTooLong = ObjectUri.Parse(name) is { } cloud
            ? Encoding.UTF8.GetByteCount(cloud.Key) > LongestKey
            : Encoding.UTF8.GetByteCount(Path.GetFileName(name)) > LongestFileName;
        return isTooLong ? Problem("the name of this object's would be too long") : null;
    }

    /// <summary>Writes one.</summary>
    /// <returns>What is wrong, for a person; null when it is safe.</returns>
    internal async Task<string?> WriteAsync(ReceiptName name, ReadOnlyMemory<byte> receipt, CancellationToken cancel)
    {
        string uri = root + name;
        string? problem = await objects.CreateAsync(uri, receipt, cancel);
        if (problem is not null)
        {
            return Problem(problem);
        }

        LogWritten(uri);
        return null;
    }

    /// <summary>The receipts of all objects whose URIs begin so, in the order of these.</summary>
    /// <exception cref="IOException">They cannot be listed.</exception>
    internal async IAsyncEnumerable<ListedReceipt> ListAsync(
        string objectPrefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        string start = ObjectUri.IsCloud(root) ? root : Path.GetFullPath(root);
        await foreach (BatchReference listed in objects.ListAsync(start + ReceiptName.PathOf(objectPrefix), cancel))
        {
            if (ReceiptName.Parse(listed.Uri[start.Length..]) is { } name)
            {
                yield return new ListedReceipt(listed.Uri, name);
            }
        }
    }

    private string Problem(string problem) => $"no receipt can be written to '{place}': {problem}";
}

/// <summary>A receipt that a listing told of.</summary>
/// <param name="Uri">Where it is.</param>
/// <param name="Name">What its name says.</param>
internal sealed record ListedReceipt(string Uri, ReceiptName Name);
