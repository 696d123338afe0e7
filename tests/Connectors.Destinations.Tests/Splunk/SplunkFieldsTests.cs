using Connectors.Records;
using Connectors.Records.Tests;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>The indexed fields (CIM) of every dataset, against the slow reference that reads the same files.</summary>
public sealed class SplunkFieldsTests
{
    public static TheoryData<string> Names { get; } = new(Corpus.Datasets.Names);

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_line_of_the_corpus_gets_the_expected_fields(string dataset)
    {
        string[] lines = Corpus.Lines(dataset);
        JObject[] fields = [.. Fields(dataset, lines)];
        Corpus.AssertExpected("cim", dataset, fields.Select(one => one.ToString(Newtonsoft.Json.Formatting.None)));

        var reference = new ReferenceMap(
            dataset, Path.Combine(ProjectPaths.Root, "functions", "Splunk", "fields.json"), rest: null);
        for (int line = 0; line < lines.Length; line++)
        {
            JObject expected = Flat(reference.Document(Corpus.Parse(lines[line])));
            Assert.Equal($"{line + 1}: {Sorted(expected)}", $"{line + 1}: {Sorted(fields[line])}");
        }
    }

    private static IEnumerable<JObject> Fields(string dataset, string[] lines) =>
        CorpusTests.Map("splunk", dataset, lines)
        .TrimEnd('\n').Split('\n').Select(Corpus.Parse).Select(envelope =>
        {
            var fields = (JObject)envelope["fields"]!;
            fields.Remove("record_id");
            return fields;
        });

    // What Splunk indexes: texts, numbers, and arrays of them.
    private static JObject Flat(JObject fields) => new(fields.Properties()
        .Where(field => field.Value is JValue || (field.Value is JArray list && list.All(one => one is JValue)))
        .Select(field => new JProperty(field.Name, field.Value.Type == JTokenType.Boolean
            ? field.Value.ToString().ToLowerInvariant() : field.Value)));

    private static JObject Sorted(JObject fields) => new(fields.Properties().OrderBy(field =>
        field.Name, StringComparer.Ordinal));
}
