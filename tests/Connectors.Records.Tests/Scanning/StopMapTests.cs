namespace Connectors.Records.Tests;

public sealed class StopMapTests
{
    [Fact]
    public void Finds_every_quote_and_backslash()
    {
        var random = new Random(3);
        var map = new StopMap();
        for (int round = 0; round < 5_000; round++)
        {
            // They stand in some rounds close together, in others far apart.
            int rare = random.Next(2) == 0 ? 1 : 60;
            byte[] text =
            [
                .. Enumerable.Range(0, random.Next(600))
                    .Select(_ => random.Next(rare) == 0 ? "\"\\\\\\ab"u8[random.Next(6)] : (byte)'x'),
            ];
            map.Build(text);
            Assert.Equal(Stops(text), Found(map, text.Length));
        }
    }

    [Fact]
    public void Tells_of_one_odd_byte_wherever_it_stands()
    {
        var map = new StopMap();
        for (int length = 1; length < 200; length++)
        {
            for (int place = 0; place < length; place++)
            {
                byte[] text = [.. Enumerable.Repeat((byte)' ', length)];
                map.Build(text);
                Assert.False(map.HasControl || map.HasNonAscii);
                text[place] = 0x1f;
                map.Build(text);
                Assert.True(map.HasControl && !map.HasNonAscii);
                text[place] = 0x80;
                map.Build(text);
                Assert.True(!map.HasControl && map.HasNonAscii);
            }
        }
    }

    private static List<int> Found(StopMap map, int length)
    {
        var found = new List<int>();
        for (int place = (int)StopMap.Next(ref map.First, 0);
            place < length;
            place = (int)StopMap.Next(ref map.First, place + 1))
        {
            found.Add(place);
        }

        return found;
    }

    private static IEnumerable<int> Stops(byte[] text) =>
        Enumerable.Range(0, text.Length).Where(place => text[place] is (byte)'"' or (byte)'\\');
}
