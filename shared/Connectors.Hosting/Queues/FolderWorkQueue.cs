using System.Globalization;
using System.Text;

namespace Connectors.Hosting;

/// <summary>
/// A queue in a folder, for one machine: a message is a file, and its name tells until when it is hidden and how often
/// it was received. Whoever renames the file first has the message, so several processes can share the folder.
/// </summary>
/// <remarks><c>&lt;id&gt;~&lt;hidden until, Unix milliseconds&gt;~&lt;deliveries&gt;.json</c></remarks>
/// <param name="folder">The folder; made when the first message is sent.</param>
/// <param name="time">The clock.</param>
internal sealed class FolderWorkQueue(string folder, TimeProvider time) : IWorkQueue
{
    private const char Separator = '~';
    private const int Polls = 10;
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan FirstHiding = TimeSpan.FromSeconds(30);

    private long Now => time.GetUtcNow().ToUnixTimeMilliseconds();

    public async Task<IReadOnlyList<QueueMessage>> ReceiveAsync(int most, CancellationToken cancel)
    {
        for (int poll = 0; ; poll++)
        {
            List<QueueMessage> taken = [.. Names().Select(Take).OfType<QueueMessage>().Take(most)];
            if (taken.Count > 0 || poll >= Polls)
            {
                return taken;
            }

            await Task.Delay(PollInterval, time, cancel);
        }
    }

    public Task<QueueMessage?> HideAsync(QueueMessage message, TimeSpan time, CancellationToken cancel)
    {
        string name = Name(message.Id, Now + (long)time.TotalMilliseconds, message.Deliveries);
        return Task.FromResult(Rename(message.Handle, name) ? message with { Handle = name } : null);
    }

    public Task<bool> DeleteAsync(QueueMessage message, CancellationToken cancel)
    {
        // Renaming tells whether the file was still there; deleting does not.
        string last = message.Id + ".deleted";
        bool isOurs = Rename(message.Handle, last);
        if (isOurs)
        {
            File.Delete(PathOf(last));
        }

        return Task.FromResult(isOurs);
    }

    public async Task<string?> SendAsync(string body, CancellationToken cancel)
    {
        try
        {
            Directory.CreateDirectory(folder);
            string id = Guid.CreateVersion7(time.GetUtcNow()).ToString("N");
            await File.WriteAllTextAsync(PathOf(id + ".new"), body, cancel);
            File.Move(PathOf(id + ".new"), PathOf(Name(id, hiddenUntil: 0, deliveries: 0)));
            return null;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault.Message;
        }
    }

    private IEnumerable<string> Names() => Directory.Exists(folder)
        ? Directory.GetFiles(folder, "*.json").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)
        : [];

    // Null when the message is hidden, or somebody else was quicker.
    private QueueMessage? Take(string name)
    {
        string[] parts = Path.GetFileNameWithoutExtension(name).Split(Separator);
        bool isMessage = parts.Length == 3;
        if (!isMessage || long.Parse(parts[1], CultureInfo.InvariantCulture) > Now)
        {
            return null;
        }

        int deliveries = int.Parse(parts[2], CultureInfo.InvariantCulture) + 1;
        string taken = Name(parts[0], Now + (long)FirstHiding.TotalMilliseconds, deliveries);
        return Rename(name, taken)
            ? new QueueMessage(parts[0], File.ReadAllText(PathOf(taken), Encoding.UTF8), taken, deliveries)
            : null;
    }

    private bool Rename(string from, string to)
    {
        try
        {
            File.Move(PathOf(from), PathOf(to));
            return true;
        }
        catch (FileNotFoundException)
        {
            return false;
        }
    }

    private static string Name(string id, long hiddenUntil, int deliveries) =>
        string.Create(CultureInfo.InvariantCulture, $"{id}{Separator}{hiddenUntil}{Separator}{deliveries}.json");

    private string PathOf(string name) => Path.Combine(folder, name);
}
