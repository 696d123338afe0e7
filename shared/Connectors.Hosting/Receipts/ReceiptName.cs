using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// The name of a receipt, which tells what a verification wants to know, so that a listing is enough for one:
/// <c>s3/bucket/key!etag-version.run.outcome.id.json</c>, etag and version each as a short hash.
/// </summary>
/// <param name="Object">The object's path among the receipts; see <see cref="PathOf(string)"/>.</param>
/// <param name="Etag">Hash of the object's etag.</param>
/// <param name="Version">Hash of its version.</param>
/// <param name="Run">Which run of the object it was: the first, or a later one that went on.</param>
/// <param name="Outcome">What came of that run.</param>
/// <param name="Id">Tells the run from every other.</param>
internal sealed record ReceiptName(
    string Object, string Etag, string Version, int Run, BatchOutcome Outcome, string Id)
{
    private const char Mark = '!';
    private const char LastEscaped = '%';
    private const string Extension = "json";
    private const int HashBytes = 8;

    /// <summary>The path of an object among the receipts.</summary>
    internal static string PathOf(ObjectIdentity identity) => identity.Bucket.Length > 0
        ? Escape($"{identity.Store}/{identity.Bucket}/{identity.Key}")
        : Escape(identity.Store + Rooted(identity.Key));

    /// <summary>The same, from an object's URI or path as it was listed, or from how such begin.</summary>
    internal static string PathOf(string uri) => ObjectUri.Parse(uri) is { } cloud
        ? Escape($"{cloud.Scheme}/{cloud.Place}/{cloud.Key}")
        : Escape("file" + Rooted(Path.GetFullPath(LocalObjectStore.PathOf(uri))));

    /// <summary>A name as long as any that a receipt of the object can have.</summary>
    internal static ReceiptName Longest(ObjectIdentity identity)
    {
        string hash = new('0', 2 * HashBytes);
        return new(PathOf(identity), hash, hash, int.MaxValue, BatchOutcome.Unavailable, Guid.Empty.ToString("N"));
    }

    /// <summary>What stands for an etag or a version.</summary>
    internal static string Hash(string? text) => string.IsNullOrEmpty(text)
        ? "0"
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, HashBytes));

    /// <summary>Reads a name; null when it is that of another object.</summary>
    internal static ReceiptName? Parse(string name)
    {
        int mark = name.LastIndexOf(Mark);
        return mark >= 0
            && name[(mark + 1)..].Split('.') is [var tags, var run, var outcome, var id, Extension]
            && tags.Split('-') is [var etag, var version]
            && int.TryParse(run, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && Enum.TryParse(outcome, ignoreCase: true, out BatchOutcome known)
                ? new ReceiptName(name[..mark], etag, version, number, known, id)
                : null;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Object}{Mark}{Etag}-{Version}.{Run}.{Outcome.ToString().ToLowerInvariant()}.{Id}.{Extension}");

    private static string Rooted(string path) => path.StartsWith('/') ? path : "/" + path;

    // Receipts come in the order of their objects: what sorts before the mark, and the mark itself, is escaped by
    // something that sorts after it and before all else. What a file system takes for a way out of a folder is escaped
    // too, at the price of that order.
    private static string Escape(string path)
    {
        var escaped = new StringBuilder(path.Length);
        for (int index = 0; index < path.Length; index++)
        {
            char one = path[index];
            bool isEmptyPart = one == '/' && index > 0 && path[index - 1] == '/';
            _ = one <= LastEscaped || isEmptyPart || (one == '.' && IsOfDots(path, index))
                ? escaped.Append(LastEscaped).Append(((int)one).ToString("X2", CultureInfo.InvariantCulture))
                : escaped.Append(one);
        }

        return escaped.ToString();
    }

    // Whether the part of the path that this character is in has nothing but dots.
    private static bool IsOfDots(string path, int index)
    {
        int start = path.LastIndexOf('/', index) + 1;
        int end = path.IndexOf('/', index) is >= 0 and var slash ? slash : path.Length;
        return path.AsSpan(start, end - start).Trim('.').IsEmpty;
    }
}
