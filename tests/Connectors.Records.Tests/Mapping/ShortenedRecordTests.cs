using System.Text;
using System.Text.Json.Nodes;

namespace Connectors.Records.Tests;

public sealed class ShortenedRecordTests
{
    [Fact]
    public void The_longest_texts_are_cut_to_one_length_and_named()
    {
        (string a, string b) = (new string('a', 500), new string('b', 300));
        string record = $$$"""{"a":"{{{a}}}","n":1,"b":"{{{b}}}","c":"short","o":{"x":[1]}}""";
        (bool fits, string members) = Shorten(record, 400);
        JsonNode shortened = JsonNode.Parse("{" + members + "}")!;
        Assert.True(fits);
        Assert.InRange(members.Length, 390, 400);
        Assert.Equal(["a", "b"], shortened["truncated_fields"]!.AsArray().Select(name => (string)name!));
        Assert.Equal(((string)shortened["a"]!).Length, ((string)shortened["b"]!).Length);
        Assert.EndsWith("aa...TRUNCATED...", (string)shortened["a"]!);
        Assert.Equal((1, "short", 1), ((int)shortened["n"]!, (string)shortened["c"]!, (int)shortened["o"]!["x"]![0]!));
    }

    [Theory]
    [InlineData("\\n")]
    [InlineData("\\u00e9")]
    [InlineData("\\ud83d\\ude00")]
    [InlineData("\\\\")]
    [InlineData("é")]
    [InlineData("😀")]
    public void No_code_point_and_no_escape_is_cut_in_two(string piece)
    {
        string record = $$"""{"a":"{{string.Concat(Enumerable.Repeat(piece, 100))}}"}""";
        string whole = (string)JsonNode.Parse(record)!["a"]!;
        for (int most = 60; most < 90; most++)
        {
            (bool fits, string members) = Shorten(record, most);
            string text = (string)JsonNode.Parse("{" + members + "}")!["a"]!;
            Assert.True(fits && Encoding.UTF8.GetByteCount(members) <= most);
            Assert.StartsWith(text[..^ShortenedRecord.Mark.Length], whole);
            int characters = ((string)JsonNode.Parse($$"""{"p":"{{piece}}"}""")!["p"]!).Length;
            Assert.Equal(0, (text.Length - ShortenedRecord.Mark.Length) % characters);
        }
    }

    [Fact]
    public void What_is_long_without_long_texts_stays_too_long() =>
        Assert.False(Shorten($$$"""{"o":{"x":"{{{new string('x', 500)}}}"},"a":"b"}""", 400).Fits);

    private static (bool Fits, string Members) Shorten(string record, int most)
    {
        var output = new ByteWriter(0);
        output.Write((byte)'{');
        bool fits = ShortenedRecord.TryWriteMembers(Encoding.UTF8.GetBytes(record), most, output);
        return (fits, Encoding.UTF8.GetString(output.Written[1..]));
    }
}
