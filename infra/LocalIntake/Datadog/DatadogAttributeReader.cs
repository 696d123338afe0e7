using System.Text;
using System.Text.Json;

namespace LocalIntake;

/// <summary>Reads one entry attribute by attribute. For one request.</summary>
internal sealed class DatadogAttributeReader(ReadOnlyMemory<byte> body)
{
    // One request mostly has one service and one source: their text is made once.
    private string service = "";
    private string source = "";
    private int attributeCount;

    /// <summary>Reads an entry of which the brace is read, to its other brace.</summary>
    internal DatadogEntry Read(ref Utf8JsonReader json)
    {
        DatadogEntry entry = default;
        int start = (int)json.TokenStartIndex;
        attributeCount = 0;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            entry.IsBeyondAttributeLimits |= json.ValueSpan.Length >= DatadogRules.MaxKeyLetters;
            ReadMember(ref json, ref entry);
            entry.IdEnd = entry.IdEnd == 0 && !entry.Id.IsEmpty ? (int)json.BytesConsumed - start : entry.IdEnd;
        }

        entry.IsBeyondAttributeLimits |= attributeCount > DatadogRules.MaxAttributes;
        return entry;
    }

    private void ReadMember(ref Utf8JsonReader json, ref DatadogEntry entry)
    {
        if (json.ValueTextEquals("message"u8))
        {
            entry.HasMessage = true;
            ReadText(ref json, "", ref entry);
        }
        else if (json.ValueTextEquals("service"u8))
        {
            entry.Service = service = ReadText(ref json, service, ref entry);
        }
        else if (json.ValueTextEquals("ddsource"u8))
        {
            entry.Source = source = ReadText(ref json, source, ref entry);
        }
        else if (json.ValueTextEquals("ddtags"u8) || json.ValueTextEquals("hostname"u8))
        {
            ReadText(ref json, "", ref entry);
        }
        else
        {
            ReadAttribute(ref json, ref entry);
        }
    }

    // The names that Datadog takes an event's date from unless a pipeline says otherwise; known from use, not verified.
    private static bool IsOfficialDate(ref Utf8JsonReader json) =>
        json.ValueTextEquals("timestamp"u8) || json.ValueTextEquals("date"u8) || json.ValueTextEquals("_timestamp"u8)
        || json.ValueTextEquals("Timestamp"u8) || json.ValueTextEquals("eventTime"u8)
        || json.ValueTextEquals("published_date"u8) || json.ValueTextEquals("@timestamp"u8);

    private void ReadAttribute(ref Utf8JsonReader json, ref DatadogEntry entry)
    {
        bool isTime = IsOfficialDate(ref json);
        bool isId = json.ValueTextEquals("record_id"u8);
        json.Read();
        if (isTime)
        {
            entry.Time ??= EventDate.Read(ref json);
            entry.HasUnreadableTime |= entry.Time is null;
        }

        if (isId && json.TokenType is JsonTokenType.String or JsonTokenType.Number)
        {
            entry.Id = JsonSlice.Of(ref json, body);
        }

        entry.IsBeyondAttributeLimits |= CountValue(ref json);
    }

    private string ReadText(ref Utf8JsonReader json, string usual, ref DatadogEntry entry)
    {
        json.Read();
        attributeCount++;
        if (json.TokenType != JsonTokenType.String)
        {
            entry.HasWrongMember = true;
            json.Skip();
            return "";
        }

        return usual.Length > 0 && json.ValueTextEquals(usual) ? usual : TextOf(ref json);
    }

    // Long messages are not needed as texts.
    private static string TextOf(ref Utf8JsonReader json) => json.ValueSpan.Length < 1024 ? json.GetString()! : "";

    // Whether the value goes beyond a limit: the keys in it, and how deep they lie.
    private bool CountValue(ref Utf8JsonReader json)
    {
        int depth = json.CurrentDepth;
        if (json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            attributeCount++;
            return false;
        }

        bool isBeyond = false;
        while (json.Read() && json.CurrentDepth > depth)
        {
            bool isName = json.TokenType == JsonTokenType.PropertyName;
            bool isPlain = json.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray or
                JsonTokenType.EndObject or JsonTokenType.EndArray);
            attributeCount += isPlain && !isName ? 1 : 0;
            isBeyond |= isName && json.ValueSpan.Length >= DatadogRules.MaxKeyLetters;
            isBeyond |= isName && json.CurrentDepth - depth >= DatadogRules.MaxDepth;
        }

        return isBeyond;
    }
}
