using Connectors.Records.Tests;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>The event that Splunk should be sent for a record.</summary>
internal static class SplunkReference
{
    internal static Expectation Expect(string dataset, string line, string id)
    {
        JObject record = Corpus.Parse(line);
        var envelope = new JObject();
        if (new ReferenceVocabulary(dataset).EventTime(record) is { } time)
        {
            envelope["time"] = ReferenceRecipe.Seconds(time);
        }

        envelope["source"] = "cloudflare:" + dataset;
        envelope["sourcetype"] = "cloudflare:json";
        envelope["index"] = "cloudflare";
        JObject fields = ReferenceMap.OfDestination("Splunk", dataset, rest: null).Flat(record);
        fields["record_id"] = id;
        envelope["fields"] = fields;
        envelope["event"] = record;
        return new Expectation([envelope], $",\"event\":{line}}}");
    }
}
