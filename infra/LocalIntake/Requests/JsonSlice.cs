using System.Text;
using System.Text.Json;

namespace LocalIntake;

/// <summary>The text or number at which a reader stands, as bytes of the body where possible.</summary>
internal static class JsonSlice
{
    internal static ReadOnlyMemory<byte> Of(ref Utf8JsonReader json, ReadOnlyMemory<byte> body)
    {
        if (json.ValueIsEscaped)
        {
            return Encoding.UTF8.GetBytes(json.GetString()!);
        }

        int quote = json.TokenType == JsonTokenType.String ? 1 : 0;
        return body.Slice((int)json.TokenStartIndex + quote, json.ValueSpan.Length);
    }
}
