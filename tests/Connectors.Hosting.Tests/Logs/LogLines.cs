using Microsoft.Extensions.Logging;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

/// <summary>Keeps what is logged, as the lines that a platform would collect.</summary>
internal sealed class LogLines : IDisposable
{
    private readonly StringWriter output = new() { NewLine = "\n" };

    internal LogLines() => Factory = new LineLoggerFactory(
        TextWriter.Synchronized(output), LogLevel.Information, LogForm.Json, TimeProvider.System);

    internal LineLoggerFactory Factory { get; }

    /// <summary>The lines of one event.</summary>
    internal IReadOnlyList<JObject> Of(string name) =>
    [
        .. output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => JsonConvert.DeserializeObject<JObject>(
                line, new JsonSerializerSettings { DateParseHandling = DateParseHandling.None })!)
            .Where(line => (string?)line["event"] == name),
    ];

    public void Dispose()
    {
        Factory.Dispose();
        output.Dispose();
    }
}
