using Connectors.Records.Tests;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>The log that Datadog should be sent for a record.</summary>
internal static class DatadogReference
{
    internal static Expectation ExpectRaw(string dataset, string line, string id)
    {
        JObject record = Corpus.Parse(line);
        JObject map = ReferenceMap.OfDestination("Datadog", dataset, rest: null).Flat(record);
        JObject log = Reserved(dataset, record, id);
        log["message"] = map["message"] ?? log["message"];
        log["status"] = map["status"];
        log["hostname"] = "edge";
        log["ddtags"] = "team:edge,zone:example,env:prod,dataset:" + dataset;
        log.Properties().Where(member => member.Value.Type == JTokenType.Null).ToList().ForEach(one => one.Remove());

        // What the record has itself is not added again.
        log.Merge(record, new JsonMergeSettings
        {
            MergeArrayHandling = MergeArrayHandling.Replace,
            MergeNullValueHandling = MergeNullValueHandling.Merge,
        });
        return new Expectation([log], line.Trim()[1..^1].Trim() + "}");
    }

    internal static Expectation ExpectStandard(string dataset, string line, string id)
    {
        JObject record = Corpus.Parse(line);
        JObject log = ReferenceMap.OfDestination("Datadog", dataset, rest: "cloudflare").Document(record);
        foreach (JProperty member in Reserved(dataset, record, id).Properties())
        {
            log[member.Name] ??= member.Value;
        }

        log["ddtags"] = "dataset:" + dataset;
        return new Expectation([log]);
    }

    private static JObject Reserved(string dataset, JObject record, string id)
    {
        var vocabulary = new ReferenceVocabulary(dataset);
        var log = new JObject
        {
            ["record_id"] = id,
            ["ddsource"] = "cloudflare",
            ["service"] = "cloudflare",
            ["message"] = vocabulary.Title,
        };
        if (vocabulary.EventTime(record) is { } time)
        {
            log["timestamp"] = (long)(time / 1_000_000);
        }

        return log;
    }
}
