using System.Net;
using System.Text;
using System.Text.Json;

namespace LocalIntake;

/// <summary>What a field of an index may hold.</summary>
internal enum FieldType
{
    Object,
    Keyword,
    Long,
    Double,
    Boolean,
    Date,
    Ip,

    /// <summary>An object, whatever is in it.</summary>
    Flattened,

    /// <summary>A type that is not looked into here.</summary>
    Other,
}

/// <summary>The rules of the types.</summary>
/// <remarks>Source: https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-data-types.</remarks>
internal static class FieldTypes
{
    internal static FieldType Of(string name) => name switch
    {
        "object" or "nested" => FieldType.Object,
        "keyword" or "text" or "match_only_text" or "wildcard" or "constant_keyword" or "version" => FieldType.Keyword,
        "long" or "integer" or "short" or "byte" or "unsigned_long" => FieldType.Long,
        "double" or "float" or "half_float" or "scaled_float" => FieldType.Double,
        "boolean" => FieldType.Boolean,
        "date" or "date_nanos" => FieldType.Date,
        "ip" => FieldType.Ip,
        "flattened" or "flat_object" => FieldType.Flattened,
        _ => FieldType.Other,
    };

    /// <summary>The type that a field gets by its first value.</summary>
    internal static FieldType OfFirst(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number => json.ValueSpan.IndexOfAny(".eE"u8) >= 0 ? FieldType.Double : FieldType.Long,
        JsonTokenType.True or JsonTokenType.False => FieldType.Boolean,
        _ => FieldType.Keyword,
    };

    /// <summary>Whether the plain value at which the reader stands can be held.</summary>
    internal static bool Takes(this FieldType type, ref Utf8JsonReader json) => type switch
    {
        FieldType.Object or FieldType.Flattened => false,
        FieldType.Keyword or FieldType.Other => true,
        FieldType.Date => EventDate.Read(ref json) is not null,
        FieldType.Ip => json.TokenType == JsonTokenType.String && IPAddress.TryParse(json.GetString(), out _),
        FieldType.Boolean => json.TokenType is JsonTokenType.True or JsonTokenType.False
            || json.ValueSpan.SequenceEqual("true"u8) || json.ValueSpan.SequenceEqual("false"u8),
        _ => json.TokenType == JsonTokenType.Number
            || (json.TokenType == JsonTokenType.String && double.TryParse(
                Encoding.UTF8.GetString(json.ValueSpan), System.Globalization.CultureInfo.InvariantCulture, out _)),
    };
}
