using System.IO.Enumeration;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Connectors.Records;

namespace Connectors.Hosting;

/// <summary>
/// Files, and standard input. A file has no etag, so it is read twice: once for its SHA-256, which stands for the etag,
/// and once for its records. Standard input is kept in a temporary file for that.
/// </summary>
/// <param name="openStandardInput">Opens standard input.</param>
public sealed class LocalObjectStore(Func<Stream> openStandardInput) : IObjectStore
{
    private const string Scheme = "file:";
    private const int BufferBytes = 128 * 1024;

    public async Task<ObjectOpening> OpenAsync(BatchReference reference, CancellationToken cancel)
    {
        try
        {
            bool isStandardInput = reference.Uri == BatchReference.StandardInput;
            FileStream file = isStandardInput ? await KeepStandardInputAsync(cancel) : Open(PathOf(reference.Uri));
            string hash = Convert.ToHexStringLower(await SHA256.HashDataAsync(file, cancel));
            file.Position = 0;
            var identity = isStandardInput
                ? new ObjectIdentity("stdin", "", "-", hash)
                : new ObjectIdentity("file", "", file.Name, hash);
            return new ObjectOpening.Opened(identity, file, file.Length)
            {
                Created = isStandardInput ? null : File.GetLastWriteTimeUtc(file.SafeFileHandle),
            };
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or NotSupportedException
            or ArgumentException)
        {
            return new ObjectOpening.Unreadable(fault.Message)
            {
                Code = fault is FileNotFoundException or DirectoryNotFoundException ? ReasonCodes.ObjectMissing
                    : fault is UnauthorizedAccessException ? ReasonCodes.AccessDenied
                    : ReasonCodes.ObjectUnreadable,
            };
        }
    }

    public async IAsyncEnumerable<BatchReference> ListAsync(
        string prefix, [EnumeratorCancellation] CancellationToken cancel)
    {
        await Task.Yield();
        string start = Path.GetFullPath(PathOf(prefix));
        start = Directory.Exists(start) ? Path.TrimEndingDirectorySeparator(start) + '/' : start;
        string folder = start[..(start.LastIndexOf('/') + 1)];
        IEnumerable<string> paths = Directory.Exists(folder) ? FilesIn(folder) : [];
        foreach (string path in paths.Where(path => path.StartsWith(start, StringComparison.Ordinal)))
        {
            cancel.ThrowIfCancellationRequested();
            var file = new FileInfo(path);
            if (file.Exists) // it may have gone since
            {
                yield return new BatchReference(path) { Bytes = file.Length, Modified = file.LastWriteTimeUtc };
            }
        }
    }

    public async Task<string?> CreateAsync(string uri, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        try
        {
            string path = PathOf(uri);
            if (!File.Exists(path))
            {
                await WholeFile.CreateAsync(path, content, cancel);
            }

            return null;
        }
        catch (IOException fault)
        {
            return fault.Message;
        }
    }

    public Task<string?> DeleteAsync(string uri, CancellationToken cancel)
    {
        try
        {
            File.Delete(PathOf(uri));
            return Task.FromResult<string?>(null);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return Task.FromResult<string?>(fault.Message);
        }
    }

    /// <summary>All files of a folder and of the folders in it, in the order of their paths.</summary>
    /// <exception cref="IOException">One of the folders cannot be read.</exception>
    internal static IReadOnlyList<string> FilesIn(string folder)
    {
        try
        {
            return [.. Enumerate(folder).Order(StringComparer.Ordinal)];
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(fault.Message.TrimEnd('.'), fault);
        }
    }

    // Links to folders are not followed: they may lead back, and each file would come many times.
    private static FileSystemEnumerable<string> Enumerate(string folder) => new(
        folder,
        static (ref entry) => entry.ToSpecifiedFullPath(),
        new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0, IgnoreInaccessible = false })
    {
        ShouldIncludePredicate = static (ref entry) => !entry.IsDirectory,
        ShouldRecursePredicate = static (ref entry) => !entry.Attributes.HasFlag(FileAttributes.ReparsePoint),
    };

    /// <summary>The path that a text names: a path, <c>file:/path</c> or <c>file:///path</c>.</summary>
    internal static string PathOf(string reference)
    {
        bool hasOneSlash = reference.StartsWith(Scheme + "/", StringComparison.OrdinalIgnoreCase)
            && !reference.StartsWith(Scheme + "//", StringComparison.OrdinalIgnoreCase);
        string uri = hasOneSlash ? $"{Scheme}//{reference[Scheme.Length..]}" : reference;
        return System.Uri.TryCreate(uri, UriKind.Absolute, out Uri? file) && file.IsFile ? file.LocalPath : reference;
    }

    /// <summary>Whether a text is a <c>file:</c> URI that names no path here: a relative one, or with a host.</summary>
    internal static bool IsAstray(string reference) =>
        reference.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && !Path.IsPathRooted(PathOf(reference));

    private static FileStream Open(string path) =>
        new(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferBytes,
            FileOptions.SequentialScan | FileOptions.Asynchronous);

    private async Task<FileStream> KeepStandardInputAsync(CancellationToken cancel)
    {
        // GetTempFileName makes a file that only its owner can read.
        var file = new FileStream(
            Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, BufferBytes,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        using Stream input = openStandardInput();
        await input.CopyToAsync(file, cancel);
        file.Position = 0;
        return file;
    }
}
