using System.Security.Cryptography;
using System.Text;
using Connectors.Records;
using Connectors.Records.Tests;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>
/// What every destination is sent, read by another parser than ours and compared with a slow and obvious reference that
/// reads the same dataset files and field maps.
/// </summary>
public sealed class OracleTests
{
    private const int RandomRecords = 30;
    private const string HashKey = "a key of more than sixteen bytes";

    private delegate Expectation Reference(string dataset, string line, string id);

    private static readonly Dictionary<string, Reference> References = new()
    {
        ["splunk"] = SplunkReference.Expect,
        ["datadog"] = DatadogReference.ExpectRaw,
        ["datadog-standard"] = DatadogReference.ExpectStandard,
        ["sumologic"] = (_, line, _) => new Expectation([Corpus.Parse(line)], line),
        ["elastic"] = ElasticReference.ExpectIntegration,
        ["elastic-ecs"] = ElasticReference.ExpectEcs,
    };

    public static TheoryData<string, string> All => CorpusTests.All;

    [Theory]
    [MemberData(nameof(All))]
    public void Every_line_of_the_corpus_means_what_the_reference_says(string destination, string dataset)
    {
        string[] lines = Corpus.Lines(dataset);
        AssertMeans(destination, dataset, lines, Sent.Of(destination, dataset, lines));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Random_records_mean_what_the_reference_says(string destination, string dataset)
    {
        string[] lines = [.. RandomRecord.Several(Configured.Datasets.Find(dataset)!, RandomRecords)];
        AssertMeans(destination, dataset, lines, Sent.Of(destination, dataset, lines));
    }

    // Sumo Logic is sent the record itself, so what it gets is what the rules make of it.
    [Theory]
    [MemberData(nameof(All))]
    public void Records_that_rules_have_changed_mean_what_the_reference_says(string destination, string dataset)
    {
        IEnumerable<string> known = Configured.Datasets.Find(dataset)!.Fields.Select(field => field.Name);
        string[] fields = [.. known, "New0", "New1", "New2"];
        (string drop, string mask, string hash) = (fields[0], fields[1], fields[^1]);
        string rules = $$$"""
            [{"redact":{"field":"{{{drop}}}","how":"drop"}}, {"redact":{"field":"{{{mask}}}","how":"mask"}},
            {"redact":{"field":"{{{hash}}}","how":"hash","key":"{{{HashKey}}}"}}, {"add":{"team":"edge"}}]
            """;
        string[] records = [.. RandomRecord.Several(Configured.Datasets.Find(dataset)!, RandomRecords)];
        string[] changed = Sent.Of("sumologic", dataset, records, rules);
        for (int index = 0; index < records.Length; index++)
        {
            JObject expected = Redacted(Corpus.Parse(records[index]), drop, mask, hash);
            AssertSame(expected, changed[index], records[index]);
        }

        AssertMeans(destination, dataset, changed, Sent.Of(destination, dataset, records, rules));
    }

    private static JObject Redacted(JObject record, string drop, string mask, string hash)
    {
        if (record[mask] is { Type: not JTokenType.Null })
        {
            record[mask] = "[redacted]";
        }

        if (record[hash] is { Type: not JTokenType.Null } value)
        {
            string text = value.Type == JTokenType.String ? (string)value! : value.ToString(Formatting.None);
            record[hash] = Convert.ToHexStringLower(
                HMACSHA256.HashData(Encoding.UTF8.GetBytes(HashKey), Encoding.UTF8.GetBytes(text)));
        }

        if (record[drop] is { Type: not JTokenType.Null })
        {
            record.Remove(drop);
        }

        record["team"] = "edge";
        return record;
    }

    private static void AssertMeans(string destination, string dataset, string[] lines, string[] sent)
    {
        Assert.Equal(lines.Length, sent.Length);
        for (int index = 0; index < lines.Length; index++)
        {
            Expectation expected = References[destination](dataset, lines[index], Sent.Id(index + 1));
            string[] documents = sent[index].Split('\n');
            Assert.Equal(expected.Documents.Length, documents.Length);
            Assert.EndsWith(expected.End, sent[index]);
            for (int document = 0; document < documents.Length; document++)
            {
                AssertSame(expected.Documents[document], documents[document], lines[index]);
                Assert.True(
                    Corpus.HasNameTwice(lines[index]) || !Corpus.HasNameTwice(documents[document]),
                    $"a name stands twice: {documents[document]}\n{RandomRecord.SeedNote}");
            }
        }
    }

    private static void AssertSame(JObject expected, string actual, string record)
    {
        string? difference = Corpus.FirstDifference(expected, Corpus.Parse(actual));
        Assert.True(difference is null, $"{difference}\nof the record {record}\n{RandomRecord.SeedNote}");
    }
}

/// <summary>What a destination should be sent for one record.</summary>
/// <param name="Documents">What each line means.</param>
/// <param name="End">How the last line ends to the byte, where a record is sent as it is.</param>
internal sealed record Expectation(JObject[] Documents, string End = "");
