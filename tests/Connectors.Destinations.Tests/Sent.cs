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
        IDestination target = Configured.Create(destination, settings);
        Dataset kind = Configured.Datasets.Find(dataset)!;
        var origin = new PayloadOrigin(kind, "s3://logs/" + dataset);
        RuleSet ruleSet = new RuleReader(text => text).Read(rules, out IReadOnlyList<string> problems);
        Assert.Empty(problems);
        var mapper = new RecordMapper(kind, ruleSet, names => target.CreateEnvelope(origin, names));
        return [.. records.Select((record, index) => Map(mapper, record, index + 1))];
    }

    private static string Map(RecordMapper mapper, string record, int line)
    {
        var output = new ByteWriter(0);
        var raw = new RawRecord
        {
            Bytes = Encoding.UTF8.GetBytes(record),
            Location = new RecordLocation(line, 0),
        };
        Mapping mapping = mapper.Map(raw, Encoding.ASCII.GetBytes(Id(line)), output);
        Assert.True(mapping.Outcome == MappingOutcome.Mapped, $"line {line}: {mapping.Reason} {mapping.Detail}");
        return Encoding.UTF8.GetString(output.Written);
    }
}
