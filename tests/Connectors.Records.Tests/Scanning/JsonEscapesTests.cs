using System.Text;
using System.Text.Json;

namespace Connectors.Records.Tests;

public sealed class JsonEscapesTests
{
    private const string Letters = "abcdefgh\"\\{}:,ü東";

    [Fact]
    public void A_text_in_quotes_reads_as_the_text_wherever_its_escapes_stand()
    {
        var random = new Random(1);
        for (int length = 0; length < 400; length++)
        {
            AssertReadsAs(Text(random, length, controlEvery: int.MaxValue));
            AssertReadsAs(Text(random, length, controlEvery: 50));
        }
    }

    [Theory]
    [InlineData('"')]
    [InlineData('\\')]
    [InlineData('a')]
    [InlineData('\n')]
    [InlineData('\u0001')]
    public void A_long_text_of_one_letter_reads_as_the_text(char letter) => AssertReadsAs(new string(letter, 20_000));

    private static string Text(Random random, int length, int controlEvery) => string.Concat(
        Enumerable.Range(0, length).Select(_ => random.Next(controlEvery) == 1
            ? (char)random.Next(' ')
            : Letters[random.Next(Letters.Length)]));

    private static void AssertReadsAs(string text)
    {
        var output = new ByteWriter(0);
        output.Write("["u8);
        JsonText.WriteString(Encoding.UTF8.GetBytes(text), output);
        output.Write("]"u8);
        using JsonDocument read = JsonDocument.Parse(output.WrittenMemory);
        Assert.Equal(text, read.RootElement[0].GetString());
    }
}
