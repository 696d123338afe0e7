using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Hosting.Tests;

public sealed class UnknownFieldCountTests
{
    private static readonly string[] Hours = ["10", "11", "12"];

    [Fact]
    public async Task Fields_that_the_dataset_does_not_know_are_counted_by_name_and_delivered()
    {
        var bench = new Bench();
        JObject ledger = JObject.Parse((await bench.DeliverAsync(Batch("\"New\":1"))).ToJson());
        Assert.Equal("{\"New\":3}", ledger["unknownFields"]!.ToString(Formatting.None));
        Assert.Equal(0, (int)ledger["otherUnknownFields"]!);
        Assert.All(bench.Destination.Accepted.Values, record => Assert.Contains("\"New\":1", record));
    }

    [Fact]
    public async Task Only_so_many_names_are_counted_apart_and_none_can_break_a_line()
    {
        string long100 = new('x', 100);
        string members = string.Join(',', Enumerable.Range(10, 30).Select(n => $"\"New{n}\\n{long100}\":1"));
        Ledger ledger = await new Bench { MaxRecordBytes = 8192 }.DeliverAsync(Batch(members), "http_requests.log");
        Assert.Equal(UnknownFieldCounts.MostNames, ledger.UnknownFields.ByName.Count);
        Assert.Equal(3 * (30 - UnknownFieldCounts.MostNames), ledger.UnknownFields.OfOthers);
        Assert.All(
            ledger.UnknownFields.ByName.Keys, name => Assert.Matches("^New[0-9]{2}\\?x{58}\\.\\.\\.$", name));
    }

    private static string Batch(string members) => string.Concat(Hours.Select(hour =>
        $"{{\"EdgeStartTimestamp\":\"2026-11-22T{hour}:00:00Z\",{members},\"RayID\":\"a\"}}\n"));
}
