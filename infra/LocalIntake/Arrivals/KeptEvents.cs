using System.Text;
using System.Text.Json;
using Microsoft.Win32.SafeHandles;

namespace LocalIntake;

/// <summary>
/// Every event that arrived, one a line, in a temporary file. The file's name is removed at once: nothing stays behind,
/// however the process ends. Not for several threads, but it can be read while more is written.
/// </summary>
internal sealed class KeptEvents : IDisposable
{
    private const int CopyBytes = 256 * 1024;

    private readonly SafeFileHandle file;
    private readonly byte[] lineFeed = [(byte)'\n'];
    private byte[] line = new byte[CopyBytes];

    internal KeptEvents()
    {
        string path = Path.Combine(Path.GetTempPath(), $"local-intake-{Guid.NewGuid():N}.ndjson");
        const FileShare share = FileShare.ReadWrite | FileShare.Delete;
        file = File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, share);
        File.Delete(path);
    }

    /// <summary>Bytes in the file.</summary>
    internal long Length { get; private set; }

    internal void Add(List<Arrival> arrivals)
    {
        foreach (Arrival arrival in arrivals)
        {
            ReadOnlyMemory<byte> oneLine = OnOneLine(arrival);
            RandomAccess.Write(file, [oneLine, lineFeed], Length);
            Length += oneLine.Length + 1;
        }
    }

    internal void Clear()
    {
        Length = 0;
        RandomAccess.SetLength(file, 0);
    }

    /// <summary>Copies the first bytes of the file.</summary>
    internal async Task CopyAsync(Stream target, long length, CancellationToken cancel)
    {
        byte[] buffer = new byte[CopyBytes];
        for (long offset = 0; offset < length;)
        {
            int wanted = (int)Math.Min(buffer.Length, length - offset);
            int count = await RandomAccess.ReadAsync(file, buffer.AsMemory(0, wanted), offset, cancel);
            if (count == 0)
            {
                return;
            }

            await target.WriteAsync(buffer.AsMemory(0, count), cancel);
            offset += count;
        }
    }

    public void Dispose() => file.Dispose();

    // In JSON, a line feed is white space between values: a blank does the same.
    private ReadOnlyMemory<byte> OnOneLine(in Arrival arrival)
    {
        ReadOnlyMemory<byte> received = arrival.Received;
        if (!arrival.IsJson)
        {
            return JsonSerializer.SerializeToUtf8Bytes(Encoding.UTF8.GetString(received.Span));
        }

        if (!received.Span.Contains((byte)'\n'))
        {
            return received;
        }

        if (line.Length < received.Length)
        {
            line = new byte[received.Length];
        }

        received.Span.Replace(line, (byte)'\n', (byte)' ');
        return line.AsMemory(0, received.Length);
    }
}

/// <summary>The files of all destinations, if events are kept.</summary>
internal sealed class KeptFiles(bool areKept) : IDisposable
{
    private readonly List<KeptEvents> files = [];

    /// <summary>A new file; null when events are not kept.</summary>
    internal KeptEvents? Open()
    {
        if (!areKept)
        {
            return null;
        }

        var file = new KeptEvents();
        files.Add(file);
        return file;
    }

    public void Dispose() => files.ForEach(file => file.Dispose());
}
