using System.Globalization;
using System.Text;
using Connectors.Records;
using Connectors.Records.Tests;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>Random records over 64 KB, and the parts that Sumo Logic gets of them, read by another parser.</summary>
public sealed class SumoLogicPartTests
{
    private const int RecordsEach = 6;
    private const int MaxLineBytes = 65_536; // its line end counted
    private const int LongestTime = 64; // what is longer is none
    private const int FrameBytes = 512; // at most, of a part: its id, its numbers, the time

    private static readonly string[] FrameNames = ["record_id", "part", "parts"];

    // Pieces of text that no cut may go through.
    private static readonly string[] Pieces =
        ["\\n", "\\ud83d\\ude00", "\\u00e9", "é", "東", "😀", "\\\\", "\\\"", "\\/", "plain ", "1"];

    private static readonly UTF8Encoding WholeCharacters = new(false, throwOnInvalidBytes: true);

    public static TheoryData<string> Datasets { get; } = new(CorpusTests.Datasets);

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Every_value_of_a_random_record_arrives_once_in_lines_that_Sumo_Logic_does_not_cut(string name)
    {
        Dataset dataset = Configured.Datasets.Find(name)!;
        RecordMapper mapper = Sent.Mapper(
            "sumologic", name, RuleSet.None,
            [.. Configured.Everything["sumologic"], ("SUMO_OVERSIZE", "split")]);
        int line = 0;
        foreach ((string record, int longestNested) in LongRecords(dataset))
        {
            (Mapping mapping, string sent) = Sent.Map(mapper, record, ++line);
            try
            {
                if (mapping.Outcome == MappingOutcome.Mapped)
                {
                    AssertRight(dataset, Corpus.Parse(record), sent.Split('\n'), Sent.Id(line));
                    continue;
                }

                Assert.Equal(RejectionReason.TooLargeForDestination, mapping.Reason);
                Assert.True(
                    FrameNames.Any(Corpus.Parse(record).ContainsKey) || longestNested > MaxLineBytes - FrameBytes);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"{RandomRecord.SeedNote}, {line}: {record[..200]}…", fault);
            }
        }
    }

    private static void AssertRight(Dataset dataset, JObject record, string[] lines, string id)
    {
        JProperty? time = dataset.TimeFields.Select(record.Property)
            .FirstOrDefault(field => field?.Value.ToString(Formatting.None).Length <= LongestTime);
        var together = new JObject();
        for (int part = 1; part <= lines.Length; part++)
        {
            JObject members = ReadPart(lines[part - 1]);
            Assert.Equal(
                (id, part, lines.Length),
                ((string?)Take(members, "record_id"), (int)Take(members, "part"), (int)Take(members, "parts")));
            Assert.True(time is null || JToken.DeepEquals(time.Value, Take(members, time.Name)), time?.Name);
            Put(members, together);
        }

        time?.Remove();
        Assert.Null(Corpus.FirstDifference(record, together));
    }

    private static JObject ReadPart(string line)
    {
        Assert.InRange(Encoding.UTF8.GetByteCount(line) + 1, 1, MaxLineBytes);
        Assert.False(Corpus.HasNameTwice(line));
        return Corpus.Parse(line);
    }

    // Only a text may come in pieces: anything else that comes again was sent twice.
    private static void Put(JObject members, JObject together)
    {
        foreach (JProperty member in members.Properties())
        {
            bool isNextPiece = together.TryGetValue(member.Name, out JToken? before);
            Assert.True(!isNextPiece || member.Value.Type == JTokenType.String, member.Name);
            if (member.Value.Type == JTokenType.String)
            {
                WholeCharacters.GetByteCount((string)member.Value!); // throws for half of one
            }

            together[member.Name] = isNextPiece ? (string)before! + (string)member.Value! : member.Value;
        }
    }

    private static JToken Take(JObject members, string name)
    {
        JToken value = members[name]!;
        members.Remove(name);
        return value;
    }

    // With the length of the longest value that cannot be cut. One record in three stands on several lines, as it may
    // in an object that is an array.
    private static IEnumerable<(string Record, int LongestNested)> LongRecords(Dataset dataset)
    {
        var random = new Random(RandomRecord.Seed);
        foreach (string usual in RandomRecord.Several(dataset, RecordsEach).Where(one => !Corpus.HasNameTwice(one)))
        {
            var record = new StringBuilder(usual[..^1]);
            int longest = 0;
            for (int member = 0; record.Length < MaxLineBytes; member++)
            {
                string value = Value(random);
                longest = value[0] == '"' ? longest : Math.Max(longest, Encoding.UTF8.GetByteCount(value));
                record.Append(CultureInfo.InvariantCulture, $",\"Long{member}\":{value}");
            }

            record.Append('}');
            yield return (random.Next(3) == 0
                ? record.Replace(",\"", ",\r\n\"").Replace("{\"", "{\n\"").ToString()
                : record.ToString(), longest);
        }
    }

    private static string Value(Random random) => random.Next(8) switch
    {
        0 => $"[{string.Join(',', Enumerable.Range(0, random.Next(3_000)))}]",
        1 => $$"""{"a":[{{Text(random, 40_000)}},{"b":{{Text(random, 100)}}}]}""",
        2 => $$"""{"headers":{{Text(random, 90_000)}}}""", // at times too long for a line
        _ => Text(random, 150_000),
    };

    private static string Text(Random random, int most)
    {
        var text = new StringBuilder("\"");
        int length = random.Next(most);
        while (text.Length < length)
        {
            text.Append(Pieces[random.Next(Pieces.Length)]);
        }

        return text.Append('"').ToString();
    }
}
