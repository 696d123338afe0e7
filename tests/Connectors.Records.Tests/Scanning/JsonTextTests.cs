using System.Text;
using System.Text.Json;

namespace Connectors.Records.Tests;

public sealed class JsonTextTests
{
    [Theory]
    [InlineData("plain")]
    [InlineData("a \"quoted\" word, a back\\slash and a /")]
    [InlineData("\0\u0001\u001f\t\r\n\b\f")]
    [InlineData("é 東京 😀 \u2028")]
    public void What_is_escaped_is_read_back_by_another_parser_and_by_us(string text)
    {
        var json = new ByteWriter(0);
        JsonText.WriteString(Some.Utf8(text), json);
        Assert.Equal(text, JsonDocument.Parse(json.WrittenMemory).RootElement.GetString());
        Assert.Equal(text, Unescape(json.Written[1..^1]));
    }

    [Theory]
    [InlineData("\\u0041\\u00e9\\u6771", "Aé東")]
    [InlineData("\\ud83d\\ude00!", "😀!")]
    [InlineData("\\/\\b\\f", "/\b\f")]
    [InlineData("half \\ud83d a pair", "half \ufffd a pair")]
    [InlineData("\\ud83d\\u0041", "\ufffdA")]
    [InlineData("\\ude00", "\ufffd")]
    public void Escapes_become_what_they_mean(string escaped, string text) =>
        Assert.Equal(text, Unescape(Some.Utf8(escaped)));

    private static string Unescape(ReadOnlySpan<byte> escaped)
    {
        var text = new ByteWriter(0);
        JsonText.WriteUnescaped(escaped, text);
        return Encoding.UTF8.GetString(text.Written);
    }
}
