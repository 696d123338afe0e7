using System.Buffers.Text;
using System.Text.Json;

namespace LocalIntake;

/// <summary>Reads one object of a body member by member. For one request.</summary>
internal sealed class HecEnvelopeReader(ReadOnlyMemory<byte> body)
{
    // One request mostly has one source and one sourcetype: their text is made once.
    private string source = "";
    private string sourcetype = "";

    /// <summary>Reads an object of which the brace is read, to its other brace.</summary>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="InvalidOperationException">It has a text that is no Unicode.</exception>
    internal HecEnvelope Read(ref Utf8JsonReader json)
    {
        HecEnvelope envelope = default;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("event"u8))
            {
                ReadEvent(ref json, ref envelope);
            }
            else if (json.ValueTextEquals("fields"u8))
            {
                ReadFields(ref json, ref envelope);
            }
            else
            {
                ReadMember(ref json, ref envelope);
            }
        }

        return envelope;
    }

    private static void ReadEvent(ref Utf8JsonReader json, ref HecEnvelope envelope)
    {
        json.Read();
        envelope.HasEvent = true;
        envelope.IsBlank = json.TokenType == JsonTokenType.Null
            || (json.TokenType == JsonTokenType.String && json.ValueSpan.IsEmpty);
        json.Skip();
    }

    private void ReadMember(ref Utf8JsonReader json, ref HecEnvelope envelope)
    {
        if (json.ValueTextEquals("time"u8))
        {
            json.Read();
            envelope.Time = ReadTime(ref json);
            envelope.HasWrongMember |= envelope.Time is null;
            json.Skip();
        }
        else if (json.ValueTextEquals("source"u8))
        {
            envelope.Source = source = ReadText(ref json, source, ref envelope);
        }
        else if (json.ValueTextEquals("sourcetype"u8))
        {
            envelope.Sourcetype = sourcetype = ReadText(ref json, sourcetype, ref envelope);
        }
        else if (json.ValueTextEquals("index"u8))
        {
            envelope.Index = ReadText(ref json, "", ref envelope);
        }
        else if (json.ValueTextEquals("host"u8))
        {
            ReadText(ref json, "", ref envelope);
        }
        else
        {
            envelope.HasUnknownKey = true;
            json.Read();
            json.Skip();
        }
    }

    private static string ReadText(ref Utf8JsonReader json, string usual, ref HecEnvelope envelope)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            envelope.HasWrongMember = true;
            json.Skip();
            return "";
        }

        return json.ValueTextEquals(usual) ? usual : json.GetString()!;
    }

    // A number, or a text that is one.
    private static decimal? ReadTime(ref Utf8JsonReader json)
    {
        bool isNumeric = json.TokenType is JsonTokenType.Number or JsonTokenType.String;
        return isNumeric
            && Utf8Parser.TryParse(json.ValueSpan, out decimal time, out int consumed, ExponentIfAny(ref json))
            && consumed == json.ValueSpan.Length
                ? time
                : null;
    }

    private static char ExponentIfAny(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.ValueSpan.IndexOfAny("eE"u8) >= 0 ? 'E' : 'F';

    private void ReadFields(ref Utf8JsonReader json, ref HecEnvelope envelope)
    {
        json.Read();
        envelope.HasFields = true;
        if (json.TokenType != JsonTokenType.StartObject)
        {
            envelope.HasNestedFields = true;
            json.Skip();
            return;
        }

        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            bool isRecordId = json.ValueTextEquals("record_id"u8);
            json.Read();
            if (isRecordId && json.TokenType is JsonTokenType.String or JsonTokenType.Number)
            {
                envelope.RecordId = JsonSlice.Of(ref json, body);
            }

            envelope.HasNestedFields |= IsNested(ref json);
        }
    }

    // A list may hold plain values; anything deeper has no place in an index.
    private static bool IsNested(ref Utf8JsonReader json)
    {
        bool isNested = json.TokenType == JsonTokenType.StartObject;
        if (json.TokenType != JsonTokenType.StartArray)
        {
            json.Skip();
            return isNested;
        }

        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            isNested |= json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray;
            json.Skip();
        }

        return isNested;
    }
}
