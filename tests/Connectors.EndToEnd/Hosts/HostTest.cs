using System.Diagnostics;
using Connectors.EndToEnd.Delivering;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.EndToEnd.Hosts;

/// <summary>A test of a connector that a platform starts: no command line, objects by our own pointers.</summary>
public abstract class HostTest(IntakeProcess intake) : DeliveryTest(intake)
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(10);

    protected static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected HttpClient Http { get; } = new(new SocketsHttpHandler { UseProxy = false });

    /// <summary>The folder of a queue.</summary>
    protected string Queue => PathOf("queue");

    /// <summary>A message that names objects.</summary>
    protected static string Pointer(string path) =>
        new JObject { ["connector"] = "pointer", ["object"] = new Uri(path).AbsoluteUri }.ToString(Formatting.None);

    /// <summary>The event of a queue with these messages, as a function gets it.</summary>
    protected static string QueueEvent(params string[] bodies) => new JObject
    {
        ["Records"] = new JArray(bodies.Select((body, number) => new JObject
        {
            ["messageId"] = $"m{number + 1}",
            ["body"] = body,
            ["eventSource"] = "aws:sqs",
        })),
    }.ToString(Formatting.None);

    /// <summary>Takes the next message out of the folder's queue; null when there is none.</summary>
    protected string? TakeMessage()
    {
        if (!Directory.Exists(Queue) || Directory.GetFiles(Queue, "*.json").Order().FirstOrDefault() is not { } file)
        {
            return null;
        }

        string body = File.ReadAllText(file);
        File.Delete(file);
        return body;
    }

    /// <summary>Puts a message into the folder's queue.</summary>
    protected void PutMessage(string name, string body)
    {
        Directory.CreateDirectory(Queue);
        File.WriteAllText(Path.Combine(Queue, $"{name}~0~0.json"), body);
    }

    /// <summary>Waits until a server answers anything at all.</summary>
    protected async Task WaitForServerAsync(Uri address)
    {
        long start = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                using HttpResponseMessage response = await Http.GetAsync(address, Cancel);
                return;
            }
            catch (HttpRequestException) when (Stopwatch.GetElapsedTime(start) < StartTimeout)
            {
                await Task.Delay(10, Cancel);
            }
        }
    }

    /// <summary>Waits for something to be so.</summary>
    protected static async Task WaitUntilAsync(Func<bool> isSo)
    {
        long start = Stopwatch.GetTimestamp();
        while (!isSo())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30), "it does not happen");
            await Task.Delay(20, Cancel);
        }
    }

    /// <summary>The log lines of one event.</summary>
    protected static IReadOnlyList<JObject> Log(string lines, string name) =>
        [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(JObject.Parse).Where(line => (string?)line["event"] == name)];
}
