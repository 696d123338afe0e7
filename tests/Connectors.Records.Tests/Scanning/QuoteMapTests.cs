namespace Connectors.Records.Tests;

public sealed class QuoteMapTests
{
    [Fact]
    public void Finds_the_quotes_that_a_slow_walk_finds()
    {
        var random = new Random(3);
        var map = new QuoteMap();
        for (int round = 0; round < 5_000; round++)
        {
            // Quotes in some rounds close together, in others far apart.
            int rare = random.Next(2) == 0 ? 1 : 60;
            byte[] text =
            [
                .. Enumerable.Range(0, random.Next(600))
                    .Select(_ => random.Next(rare) == 0 ? "\"\\\\\\ab"u8[random.Next(6)] : (byte)'x'),
            ];
            map.Build(text);
            Assert.Equal(Quotes(text), Found(map, text.Length));
        }
    }

    private static List<int> Found(QuoteMap map, int length)
    {
        var found = new List<int>();
        for (int place = (int)QuoteMap.Next(ref map.First, 0, length);
            place < length;
            place = (int)QuoteMap.Next(ref map.First, place + 1, length))
        {
            found.Add(place);
        }

        return found;
    }

    private static List<int> Quotes(byte[] text)
    {
        var quotes = new List<int>();
        for (int place = 0; place < text.Length; place++)
        {
            if (text[place] == '\\')
            {
                place++;
            }
            else if (text[place] == '"')
            {
                quotes.Add(place);
            }
        }

        return quotes;
    }
}
