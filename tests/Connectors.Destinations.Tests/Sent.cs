using System.Text;
using Connectors.Delivery;
using Connectors.Records;

namespace Connectors.Destinations.Tests;

/// <summary>What a destination is sent for records.</summary>
internal static class Sent
{
    /// <summary>The id that each record gets.</summary>
    internal static string Id(int line) => $"v1-0123456789abcdef0123456789abcdef-{line}";

    /// <summary>What each record becomes, with all that the destination can add; of some it is several lines.</summary>
    internal static string[] Of(string destination, string dataset, string[] records, string rules = "[]") =>
        Of(destination, dataset, records, Configured.Everything[destination], rules);

    /// <summary>What each record becomes with these settings and rules.</summary>
    internal static string[] Of(
        string destination, string dataset, string[] records, (string Name, string Text)[] settings,
        string rules = "[]")
    {
        RuleSet ruleSet = new RuleReader(text => text).Read(rules, out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        RecordMapper mapper = Mapper(destination, dataset, ruleSet, settings);
        return [.. records.Select((record, index) =>
        {
            (Mapping mapping, string sent) = Map(mapper, record, index + 1);
            Assert.True(
                mapping.Outcome == MappingOutcome.Mapped,
                $"line {index + 1}: {mapping.Outcome} {mapping.Reason} {mapping.Detail}");
            return sent;
        })];
    }

    /// <summary>What becomes of a record, and what is sent for it.</summary>
    internal static (Mapping Mapping, string Sent) Map(RecordMapper mapper, string record, int line)
    {
        var output = new ByteWriter(0);
        var raw = new RawRecord
        {
            Bytes = Encoding.UTF8.GetBytes(record),
            Location = new RecordLocation(line, 0),
        };
        Mapping mapping = mapper.Map(raw, Encoding.ASCII.GetBytes(Id(line)), output);
        return (mapping, Encoding.UTF8.GetString(output.Written));
    }

    /// <summary>A mapper for the records of one batch.</summary>
    internal static RecordMapper Mapper(
        string destination, string dataset, RuleSet rules, (string Name, string Text)[]? settings = null)
    {
        IDestination target = Configured.Create(destination, settings ?? Configured.Everything[destination]);
        Dataset kind = Configured.Datasets.Find(dataset)!;
        var origin = new PayloadOrigin(kind, "s3://logs/" + dataset);
        return new RecordMapper(kind, rules, names => target.CreateEnvelope(origin, names));
    }
}
