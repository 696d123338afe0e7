using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>One log event, and its forms.</summary>
internal sealed record LogEntry(DateTimeOffset Time, LogLevel Level, string Category, string Name, string Message)
{
    /// <summary>Its own values, and behind them those of what is around it.</summary>
    internal IReadOnlyList<KeyValuePair<string, object?>> Values { get; init; } = [];

    /// <summary>How many of them are its own: these stand in the message.</summary>
    internal int OwnValues { get; init; }

    internal Exception? Fault { get; init; }

    private string Timestamp => TimestampOf(Time);

    // The words of Lambda's filter, which takes a line with any other for one of level INFO:
    // https://docs.aws.amazon.com/lambda/latest/dg/monitoring-cloudwatchlogs-log-level.html
    private string LevelName => Level switch
    {
        LogLevel.Critical => "FATAL",
        LogLevel.Error => "ERROR",
        LogLevel.Warning => "WARN",
        LogLevel.Information => "INFO",
        _ => "DEBUG",
    };

    private string Severity => Level switch
    {
        LogLevel.Critical => "CRITICAL",
        LogLevel.Warning => "WARNING",
        _ => LevelName,
    };

    /// <summary>A time as every line has it.</summary>
    internal static string TimestampOf(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// For people. An exception is told by its type only: its message may hold what must not be logged.
    /// </summary>
    internal string ToText() => OneLine(
        $"{Timestamp} {LevelName.ToLowerInvariant(),-5} {Category}: {Message}"
        + string.Concat(Values.Skip(OwnValues).Select(pair => $" {pair.Key}={pair.Value}"))
        + (Fault is null ? "" : " exception=" + Fault.GetType().Name));

    // Whoever names an object must not be able to write a log line of his own.
    private static string OneLine(string text) => string.Create(
        text.Length, text, (line, from) =>
    {
        for (int index = 0; index < line.Length; index++)
        {
            line[index] = char.IsControl(from[index]) ? ' ' : from[index];
        }
    });

    /// <summary>For machines: the keys that every log event has, then its values under their names.</summary>
    internal string ToJson(LogForm form)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString(form == LogForm.Google ? "time" : "timestamp", Timestamp);
            json.WriteString("level", LevelName);
            if (form == LogForm.Google)
            {
                json.WriteString("severity", Severity);
            }

            json.WriteString("category", Category);
            json.WriteString("event", Name);
            json.WriteString("message", Message);
            foreach ((string name, object? value) in Values)
            {
                WriteValue(json, name, value);
            }

            if (Fault is not null)
            {
                json.WriteString("exception", Fault.GetType().Name);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(bytes.WrittenSpan);
    }

    private static void WriteValue(Utf8JsonWriter json, string name, object? value)
    {
        json.WritePropertyName(JsonNamingPolicy.CamelCase.ConvertName(name));
        switch (value)
        {
            case int number:
                json.WriteNumberValue(number);
                break;
            case long number:
                json.WriteNumberValue(number);
                break;
            case double number:
                json.WriteNumberValue(Math.Round(number, 3));
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            default:
                json.WriteStringValue(value?.ToString());
                break;
        }
    }
}
