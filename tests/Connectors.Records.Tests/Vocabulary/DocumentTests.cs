using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Connectors.Records.Tests;

public sealed class DocumentTests
{
    public static TheoryData<string> Names { get; } = new(Corpus.Datasets.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_line_of_the_corpus_means_what_the_reference_says(string name)
    {
        string[] lines = Corpus.Lines(name);
        AssertMeans(name, lines, Write(name, lines));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Random_records_mean_what_the_reference_says(string name)
    {
        string[] lines = [.. RandomRecord.Several(Corpus.Datasets.Find(name)!, 100)];
        AssertMeans(name, lines, Write(name, lines));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_warm_writer_allocates_nothing(string name)
    {
        Dataset dataset = Corpus.Datasets.Find(name)!;
        var names = new FieldNames();
        DocumentWriter writer = DocumentWriter.OfVocabulary(dataset, names, keepsOriginal: true);
        var scanner = new RecordScanner(names);
        var fields = new RecordFields();
        var output = new ByteWriter(1 << 20);
        byte[][] records = [.. Corpus.Lines(name).Select(Encoding.UTF8.GetBytes)];
        WriteAll();
        WriteAll();

        // The runtime, compiling again what runs often, may allocate on this thread now and then; a record always
        // would.
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ => AllocatedBy(WriteAll)));

        void WriteAll()
        {
            output.Clear();
            foreach (byte[] record in records)
            {
                scanner.Scan(record, fields);
                writer.Write(new RecordView(record, fields), output);
            }
        }
    }

    private static long AllocatedBy(Action action)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void The_record_itself_stands_in_the_document_when_wanted()
    {
        const string line = """{"QueryName":"é \"x\"","New":1}""";
        string document = Corpus.Write(
            [line], names =>
                DocumentWriter.OfVocabulary(Corpus.Datasets.Find("dns_logs")!, names, keepsOriginal: true))[0];
        Assert.Equal(line, (string)Corpus.Parse(document)["event"]!["original"]!);
    }

    [Fact]
    public void A_record_of_an_unknown_shape_is_kept_whole_in_one_object()
    {
        const string line = """{"Datetime":"2026-11-22T10:00:00Z","When":false,"a":{"b":[1]},"c":1.50}""";
        string document = Corpus.Write([line], names =>
            DocumentWriter.OfVocabulary(Dataset.Unknown, names, keepsOriginal: false))[0];
        Assert.Equal("{\"@timestamp\":\"2026-11-22T10:00:00Z\",\"cloudflare\":{\"unknown\":{\"other\":" + line + "}}}",
            document);
    }

    [Fact]
    public void Values_of_audit_logs_before_and_after_survive_byte_for_byte()
    {
        const string before =
            """{ "n": 1.10, "big":123456789012345678901234567890, "e":1.0E+3, "t":"\u00e9\/", "x":[null,{}] }""";
        string line = $$"""{"When":"2026-11-22T10:00:00Z","OldValue":{{before}},"NewValue":"off"}""";
        string document = Write("audit_logs", [line])[0];
        Assert.Contains($"\"old_value\":{before}", document);
        Assert.Contains("\"new_value\":{\"value\":\"off\"}", document);
    }

    [Fact]
    public void An_empty_record_has_only_what_every_record_has()
    {
        string document = Write("dns_logs", ["{}"])[0];
        Assert.Equal(["cloud", "dns", "event", "network", "observer"], Corpus.Parse(document).Properties()
            .Select(member => member.Name));
    }

    [Theory]
    [InlineData("BotScore", "bot_score", "7")] // of the dataset alone
    [InlineData("ClientASN", "number", "7")] // with a common name
    [InlineData("BrandNew", "BrandNew", "7")] // of the rest
    [InlineData("BotTags", "bot_tags", "[\"7\"]")] // a list
    public void Of_a_field_that_stands_twice_the_last_one_counts_and_stands_once(
        string name, string member, string value)
    {
        string filler = $"\"ClientRequestPath\":\"/{new string('x', 200)}\"";
        string[] lines =
        [
            $$"""{"{{name}}":{{value.Replace('7', '1')}},"CacheReserveUsed":true,"{{name}}":{{value}},{{filler}}}""",
            $$"""{"{{name}}":{{value.Replace('7', '1')}},{{filler}},"{{name}}":{{value}}}""",
        ];
        Assert.All(
            Write("http_requests", lines),
            document => Assert.Equal(
                [$"\"{member}\":{value}"],
                Regex.Matches(document, $"\"{member}\":(\\[[^]]*]|[0-9]+)").Select(match => match.Value)));
        Assert.All(Write("http_requests", lines), document => Assert.False(Corpus.HasNameTwice(document)));
    }

    [Theory]
    [InlineData("\"\"")]
    [InlineData("[]")]
    [InlineData("{ }")]
    [InlineData("null")]
    public void What_is_empty_is_nowhere_however_far_it_stands_from_its_name(string nothing)
    {
        string[] names = ["ClientIP", "ClientRequestHost", "BotScoreSrc", "BotTags", "JA3Hash", "BrandNew"];
        string empty = string.Join(',', names.Select(name => $"\"{name}\" : {nothing}"));
        string filler = $"\"ClientRequestPath\":\"/{new string('x', 200)}\"";
        Assert.All(
            Write("http_requests", [$$"""{{{empty}},{{filler}}}""", $$"""{{{filler}},{{empty}}}"""]),
            document => Assert.Equal(Write("http_requests", [$$"""{{{filler}}}"""])[0], document));
    }

    private static List<string> Write(string name, IEnumerable<string> lines) => Corpus.Write(
        lines, names => DocumentWriter.OfVocabulary(Corpus.Datasets.Find(name)!, names, keepsOriginal: false));

    private static void AssertMeans(string name, string[] lines, List<string> documents)
    {
        var reference = new ReferenceVocabulary(name);
        for (int line = 0; line < lines.Length; line++)
        {
            JObject expected = reference.Document(Corpus.Parse(lines[line]));
            JObject actual = Corpus.Parse(documents[line]);
            string? difference = Corpus.FirstDifference(expected, actual);
            Assert.True(difference is null, $"line {line + 1}: {difference}\n{lines[line]}\n{RandomRecord.SeedNote}");
        }
    }
}
