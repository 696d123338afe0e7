using System.Text;
using Connectors.Delivery;
using Connectors.Records;
using Connectors.Records.Tests;

namespace Connectors.Destinations.Tests;

/// <summary>A dead letter holds the record as it was read, whatever a destination's envelope has made of it.</summary>
public sealed class SourceTests
{
    [Theory]
    [MemberData(nameof(CorpusTests.All), MemberType = typeof(CorpusTests))]
    public void Every_record_can_be_had_as_it_was_read(string destination, string dataset)
    {
        string[] lines = Corpus.Lines(dataset);
        string[] records = [.. lines, $" {lines[0]}\t", lines[1].Insert(1, " "), "{}", "{ }"];
        IDestination target = Configured.Create(destination, Configured.Everything[destination]);
        var origin = new PayloadOrigin(Configured.Datasets.Find(dataset)!, "s3://logs/" + dataset);
        var writer = new PayloadWriter(target.Limits, target.Framing, new PayloadPool(target.Limits), origin);
        RecordMapper mapper = Sent.Mapper(destination, dataset, RuleSet.None);
        using var reader = new RecordReader(maxRecordBytes: 100_000, Configured.Datasets.IsField);
        byte[] bytes = Encoding.UTF8.GetBytes(string.Join('\n', records));
        bytes.CopyTo(reader.GetMemory());
        reader.Advance(bytes.Length);
        reader.Complete();
        while (reader.TryRead(out RawRecord record))
        {
            Mapping mapping = mapper.Map(record, Encoding.ASCII.GetBytes(Sent.Id(1)), writer.Begin());
            Assert.True(writer.Commit(record, mapping, out Payload? full));
            Assert.Null(full);
        }

        Payload payload = writer.TakeRest()!;
        Assert.Equal(
            records,
            Enumerable.Range(0, payload.Count).Select(index => Encoding.UTF8.GetString(payload.Source(index))));
    }
}
