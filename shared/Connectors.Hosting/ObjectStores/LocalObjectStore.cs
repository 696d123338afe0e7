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

    internal static string PathOf(string reference) =>
        System.Uri.TryCreate(reference, UriKind.Absolute, out Uri? uri) && uri.IsFile ? uri.LocalPath : reference;

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
