namespace Connectors.Records.Tests;

public sealed class QuoteIndexTests
{
    [Fact]
    public void Finds_the_quotes_that_a_slow_walk_finds()
    {
        var random = new Random(3);
        var index = new QuoteIndex();
        for (int round = 0; round < 5_000; round++)
        {
            byte[] text = [.. Enumerable.Range(0, random.Next(300)).Select(_ => "\"\\\\\\ab"u8[random.Next(6)])];
            index.Build(text);
            int[] expected = [.. Quotes(text), int.MaxValue];
            Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(number => index[number]));
        }
    }

    private static IEnumerable<int> Quotes(byte[] text)
    {
        for (int place = 0; place < text.Length; place++)
        {
            if (text[place] == '\\')
            {
                place++;
            }
            else if (text[place] == '"')
            {
                yield return place;
            }
        }
    }
}
