using System.Text.Json;
using System.Text.Unicode;

namespace LocalIntake;

/// <summary>Reads a body, an array of entries or one entry. One bad entry makes the whole body bad.</summary>
internal sealed class DatadogEntryReader(ReadOnlyMemory<byte> body, DatadogRules rules)
{
    private static readonly JsonReaderOptions Deep = new() { MaxDepth = 512 };

    private readonly DatadogAttributeReader attributes = new(body);
    private int count;

    /// <summary>What came of the events.</summary>
    internal ArrivalBatch Batch { get; private set; } = new();

    /// <summary>Reads all.</summary>
    /// <returns>What is wrong; null when all was accepted.</returns>
    internal string? Read()
    {
        string? problem;
        try
        {
            problem = Utf8.IsValid(body.Span) ? ReadAll() : "The payload is no UTF-8";
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            problem = "The payload is no JSON";
        }

        if (problem is not null)
        {
            Batch = new ArrivalBatch { Refused = Math.Max(count, 1) };
        }

        return problem;
    }

    private string? ReadAll()
    {
        var json = new Utf8JsonReader(body.Span, Deep);
        json.Read();
        string? problem = null;
        if (json.TokenType == JsonTokenType.StartArray)
        {
            while (json.Read() && json.TokenType != JsonTokenType.EndArray)
            {
                problem = ReadEntry(ref json) ?? problem;
            }
        }
        else
        {
            problem = ReadEntry(ref json);
        }

        json.Read(); // throws where more stands behind
        return count > DatadogRules.MaxEntries ? $"There are more than {DatadogRules.MaxEntries} entries" : problem;
    }

    // Null: it is good.
    private string? ReadEntry(ref Utf8JsonReader json)
    {
        count++;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            json.Skip();
            return "An entry must be an object";
        }

        int start = (int)json.TokenStartIndex;
        DatadogEntry entry = attributes.Read(ref json);
        ReadOnlyMemory<byte> received = body[start..(int)json.BytesConsumed];
        if (rules.Refuse(entry) is { } problem)
        {
            return problem;
        }

        if (rules.IsDropped(entry))
        {
            Batch.Dropped++;
            return null;
        }

        Take(entry, received);
        return null;
    }

    // What is behind the cut is lost, and the rest is no JSON any more.
    private void Take(in DatadogEntry entry, ReadOnlyMemory<byte> received)
    {
        int limit = rules.Settings.MaxEntryBytes;
        bool isCut = received.Length > limit;
        Batch.Altered += isCut || entry.IsBeyondAttributeLimits || entry.HasUnreadableTime ? 1 : 0;
        Batch.Taken.Add(new Arrival
        {
            Received = isCut ? received[..limit] : received,
            IsJson = !isCut,
            Id = isCut && entry.IdEnd > limit ? default : entry.Id,
            Time = entry.Time,
            Source = entry.Service ?? "",
            Sourcetype = entry.Source ?? "",
        });
    }
}
