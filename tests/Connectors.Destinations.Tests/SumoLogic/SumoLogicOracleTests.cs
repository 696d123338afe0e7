using System.Text;
using Connectors.Delivery;
using Connectors.Records;
using Newtonsoft.Json.Linq;
using static Connectors.Destinations.Tests.SlowReading;

namespace Connectors.Destinations.Tests;

/// <summary>
/// What we send to Sumo Logic: the lines as they are, and parts of those that are too long, read by another parser.
/// </summary>
public sealed class SumoLogicOracleTests
{
    private const int MaxLineBytes = 65_536; // its line end counted

    private static readonly (string, string)[] Splitting =
        [.. Configured.Everything["sumologic"], ("SUMO_OVERSIZE", "split")];

    [Theory]
    [InlineData("http_requests")]
    [InlineData("firewall_events")]
    [InlineData("unknown")]
    public void Every_line_of_the_corpus_is_sent_as_it_is(string dataset)
    {
        string[] sources =
            File.ReadAllLines(Path.Combine(ProjectPaths.Root, "tests", "corpus", "sumologic", dataset, "batch.ndjson"));
        Assert.Equal(sources, CorpusTests.Map("sumologic", dataset, sources).TrimEnd('\n').Split('\n'));
        Assert.Equal(sources, CorpusTests.Map("sumologic", dataset, sources, Splitting).TrimEnd('\n').Split('\n'));
    }

    [Fact]
    public void A_record_over_several_lines_becomes_one() => Assert.Equal(
        "{  \"a\": \"x\\ny\",  \"b\": 1 }\n",
        CorpusTests.Map("sumologic", "unknown", ["{\r\n\"a\": \"x\\ny\",\r\n\"b\": 1\n}"]).Replace("{ \r", "{"));

    [Theory]
    [InlineData(65_535, 1)]
    [InlineData(65_536, 2)]
    [InlineData(300_000, 5)]
    public void A_line_over_64_KB_becomes_valid_parts_that_are_the_record_again_when_put_together(int bytes, int parts)
    {
        string source = LongRecord(bytes);
        string[] lines = CorpusTests.Map("sumologic", "http_requests", [source], Splitting).TrimEnd('\n').Split('\n');
        Assert.Equal(parts, lines.Length);
        Assert.All(lines, line => Assert.True(Encoding.UTF8.GetByteCount(line) + 1 <= MaxLineBytes));
        if (parts > 1)
        {
            Assert.Equal(Parse(source).ToString(), Together(lines).ToString());
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
            JObject part = Parse(lines[number - 1]);
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
