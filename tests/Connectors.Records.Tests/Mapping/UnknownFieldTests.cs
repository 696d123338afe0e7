using System.Text;

namespace Connectors.Records.Tests;

/// <summary>Fields that no dataset file knows are counted by name, and pass through as all others do.</summary>
public sealed class UnknownFieldTests
{
    private const string Time = "\"Datetime\":\"2026-11-22T12:00:00Z\"";

    [Fact]
    public void A_field_is_counted_in_every_record_that_has_it()
    {
        Taken taken = Run(
            "firewall_events",
            """{"Action":"block","NewField":1}""",
            """{"Action":"block","NewField":null,"Ünknown":{"a":{"Inner":1}}}""",
            """{"Action":"block"}""",
            """{"NewFie\u006cd":"escaped","Action":"block"}""");
        Assert.Equal("NewField=3 Ünknown=1", taken.Counts);
        Assert.Equal("", taken.CountsAgain);
    }

    [Fact]
    public void It_is_found_however_often_its_record_comes()
    {
        string line = $$"""{"Action":"log",{{Time}},"First":1,"ClientIP":"192.0.2.1","Second":"b","Kind":"firewall"}""";
        Assert.Equal("First=500 Second=500", Run("firewall_events", [.. Enumerable.Repeat(line, 500)]).Counts);
    }

    [Fact]
    public void What_an_envelope_asks_for_but_the_dataset_does_not_know_counts_too() =>
        Assert.Equal("asked=1", Run("firewall_events", """{"asked":1,"Action":"log"}""").Counts);

    [Fact]
    public void Nothing_counts_where_no_dataset_is_known() =>
        Assert.Equal("", Run(Dataset.UnknownName, """{"any":1,"thing":2}""").Counts);

    [Fact]
    public void Fields_that_a_rule_adds_do_not_count_and_those_of_dropped_records_do()
    {
        RuleSet rules = new RuleReader(text => text).Read(
            """
            [{"add":{"team":"edge"}}, {"drop":{"Action":"log"}}]
            """,
            out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        Taken taken = Run("firewall_events", rules, """{"Action":"block","New":1}""", """{"Action":"log","New":2}""");
        Assert.Equal("New=2", taken.Counts);
        Assert.Equal("""{"Action":"block","New":1,"team":"edge"}""", taken.Output);
    }

    [Fact]
    public void Names_without_end_need_no_memory_without_end()
    {
        Taken taken = Run("firewall_events", [.. Enumerable.Range(0, 5_000).Select(n => $"{{\"Name{n}\":1}}")]);
        string[] names = taken.Counts.Split(' ');
        Assert.InRange(names.Length, 100, FieldNames.Capacity);
        Assert.Equal(5_000, names.Sum(name => int.Parse(name[(name.IndexOf('=') + 1)..])));
        Assert.StartsWith("=", names[0]);
    }

    [Theory]
    [InlineData("""{"Action":"block","NewField":1}""")]
    [InlineData("""{"Action":"block"}""")]
    public void A_warm_mapper_allocates_nothing(string line)
    {
        RecordMapper mapper = Create(Corpus.Datasets.Find("firewall_events")!, RuleSet.None);
        byte[] record = Some.Utf8(line);
        var output = new ByteWriter(1024);
        Assert.Contains(0, Enumerable.Range(0, 5).Select(_ =>
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int times = 0; times < 100; times++)
            {
                output.Clear();
                mapper.Map(new RawRecord { Bytes = record }, "id"u8, output);
            }

            return GC.GetAllocatedBytesForCurrentThread() - before;
        }));
    }

    private static Taken Run(string dataset, params string[] lines) => Run(dataset, RuleSet.None, lines);

    private static Taken Run(string dataset, RuleSet rules, params string[] lines)
    {
        RecordMapper mapper = Create(Corpus.Datasets.Find(dataset)!, rules);
        var output = new ByteWriter(0);
        foreach (string line in lines)
        {
            mapper.Map(new RawRecord { Bytes = Some.Utf8(line) }, "id"u8, output);
        }

        string counts = Text(mapper.TakeUnknownFields());
        string countsAgain = Text(mapper.TakeUnknownFields());
        return new Taken(counts, countsAgain, Encoding.UTF8.GetString(output.Written));
    }

    private static RecordMapper Create(Dataset dataset, RuleSet rules) => new(dataset, rules, names =>
    {
        names.Want("asked");
        return new PlainEnvelope();
    });

    private static string Text(IEnumerable<KeyValuePair<string, long>> counts) =>
        string.Join(' ', counts.Select(count => $"{count.Key}={count.Value}"));

    private sealed record Taken(string Counts, string CountsAgain, string Output);

    private sealed class PlainEnvelope : IEnvelope
    {
        public int Write(in MappedRecord record, ByteWriter output)
        {
            int start = output.Length;
            record.WriteBody(output);
            return start;
        }
    }
}
