using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Connectors.Hosting;

/// <summary>One log event, and its two forms.</summary>
internal sealed record LogEntry(
    DateTimeOffset Time, LogLevel Level, string Category, string Name, string Message, Exception? Fault)
{
    private string Timestamp => Time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private string LevelName => Level switch
    {
        LogLevel.Critical => "fatal",
        LogLevel.Error => "error",
        LogLevel.Warning => "warn",
        LogLevel.Information => "info",
        _ => "debug",
    };

    /// <summary>
    /// For people. An exception is told by its type only: its message may hold what must not be logged.
    /// </summary>
    internal string ToText() =>
        $"{Timestamp} {LevelName,-5} {Category}: {OneLine(Message)}"
        + (Fault is null ? "" : " exception=" + Fault.GetType().Name);

    // Whoever names an object must not be able to write a log line of his own.
    private static string OneLine(string text) => string.Create(
        text.Length, text, (line, from) =>
    {
        for (int index = 0; index < line.Length; index++)
        {
            line[index] = char.IsControl(from[index]) ? ' ' : from[index];
        }
    });

    /// <summary>For machines: the keys that every log event has, then its own values under their names.</summary>
    internal string ToJson(IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("timestamp", Timestamp);
            json.WriteString("level", LevelName);
            json.WriteString("category", Category);
            json.WriteString("event", Name);
            json.WriteString("message", Message);
            foreach ((string name, object? value) in values.Where(pair => pair.Key != "{OriginalFormat}"))
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
