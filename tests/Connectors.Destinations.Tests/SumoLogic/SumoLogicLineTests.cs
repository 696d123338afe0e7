using System.Text;
using Connectors.Delivery;
using Connectors.Records;
using Connectors.Records.Tests;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>
/// What we send to Sumo Logic: the lines as they are, and parts of those that are too long, read by another parser.
/// </summary>
public sealed class SumoLogicLineTests
{
    private const int MaxLineBytes = 65_536; // its line end counted

    private static readonly (string, string)[] Splitting =
        [.. Configured.Everything["sumologic"], ("SUMO_OVERSIZE", "split")];

    public static TheoryData<string> Datasets { get; } = new(CorpusTests.Datasets);

    [Theory]
    [MemberData(nameof(Datasets))]
    public void A_line_that_is_not_too_long_is_sent_as_it_is_also_where_longer_ones_are_split(string dataset) =>
        Assert.Equal(Corpus.Lines(dataset), Sent.Of("sumologic", dataset, Corpus.Lines(dataset), Splitting));

    [Fact]
    public void A_record_over_several_lines_becomes_one() => Assert.Equal(
        ["{  \"a\": \"x\\ny\",  \"b\": 1 }"],
        Sent.Of("sumologic", "unknown", ["{\r\n\"a\": \"x\\ny\",\r\n\"b\": 1\n}"]));

    [Theory]
    [InlineData(65_535, 1)]
    [InlineData(65_536, 2)]
    [InlineData(300_000, 5)]
    public void A_line_over_64_KB_becomes_valid_parts_that_are_the_record_again_when_put_together(int bytes, int parts)
    {
        string source = LongRecord(bytes);
        string[] lines = Sent.Of("sumologic", "http_requests", [source], Splitting)[0].Split('\n');
        Assert.Equal(parts, lines.Length);
        Assert.All(lines, line => Assert.True(Encoding.UTF8.GetByteCount(line) + 1 <= MaxLineBytes));
        if (parts > 1)
        {
            Assert.Equal(Corpus.Parse(source).ToString(), Together(lines).ToString());
        }
    }

    [Fact]
    public void What_cannot_be_cut_is_too_large()
    {
        string source = $$$"""{"RequestHeaders":{"x-long":"{{{new string('x', 70_000)}}}"}}""";
        Dataset dataset = Configured.Datasets.Find("http_requests")!;
        IDestination destination = Configured.Create("sumologic", Splitting);
        var mapper = new RecordMapper(
            dataset, RuleSet.None,
            names => destination.CreateEnvelope(new PayloadOrigin(dataset, "s3://logs/1"), names));
        Mapping mapping =
            mapper.Map(new RawRecord { Bytes = Encoding.UTF8.GetBytes(source) }, "v1-0-1"u8, new ByteWriter(0));
        Assert.Equal(
            (MappingOutcome.Rejected, RejectionReason.TooLargeForDestination), (mapping.Outcome, mapping.Reason));
    }

    // Escapes, surrogate pairs and long code points stand everywhere, so that careless cuts would show.
    private static string LongRecord(int bytes)
    {
        const string start = """{"ClientIP":"192.0.2.1","EdgeStartTimestamp":"2026-11-22T12:00:00Z","""
            + """ "BotTags":["a","b"],"ClientRequestUserAgent":" """;
        const string end = """ ","RayID":"9a3f","Cookies":{"k":"v"}}""";
        var text = new StringBuilder(start);
        string[] pieces = ["\\n", "\\ud83d\\ude00", "é", "東", "😀", "\\\\", "\\\"", "plain "];
        int length = Encoding.UTF8.GetByteCount(start + end);
        for (int index = 0; length < bytes; index++)
        {
            string piece = pieces[index % pieces.Length];
            piece = Encoding.UTF8.GetByteCount(piece) <= bytes - length ? piece : "x";
            text.Append(piece);
            length += Encoding.UTF8.GetByteCount(piece);
        }

        return text.Append(end).ToString();
    }

    private static JObject Together(string[] lines)
    {
        var whole = new JObject();
        for (int number = 1; number <= lines.Length; number++)
        {
            JObject part = Corpus.Parse(lines[number - 1]);
            Assert.Equal(
                ("v1-0123456789abcdef0123456789abcdef-1", number, lines.Length),
                ((string)part["record_id"]!, (int)part["part"]!, (int)part["parts"]!));
            Assert.Equal("2026-11-22T12:00:00Z", (string)part["EdgeStartTimestamp"]!);
            foreach (JProperty member in part.Properties().Where(
                member => member.Name is not ("record_id" or "part" or "parts")))
            {
                bool isNextPiece = member.Name == "ClientRequestUserAgent" && whole.ContainsKey(member.Name);
                whole[member.Name] = isNextPiece ? (string)whole[member.Name]! + (string)member.Value! : member.Value;
            }
        }

        // The time stands first in every part.
        JToken ip = whole["ClientIP"]!;
        whole.Remove("ClientIP");
        whole.AddFirst(new JProperty("ClientIP", ip));
        return whole;
    }
}
