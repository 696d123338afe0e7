using System.Text;
using Connectors.Records;

namespace Connectors.Delivery.Tests;

public sealed class PayloadWriterTests
{
    private static readonly PayloadFraming Array = new("["u8.ToArray(), ","u8.ToArray(), "]"u8.ToArray());

    [Fact]
    public void A_payload_is_full_when_the_next_record_would_not_fit()
    {
        // With brackets and a comma, two records of four bytes have eleven.
        List<string> bodies = Write(new PayloadLimits(11, 100, 100), Array, "aaaa", "bbbb", "cccc", "dd", "ee");
        Assert.Equal(["[aaaa,bbbb]", "[cccc,dd]", "[ee]"], bodies);
    }

    [Fact]
    public void A_payload_is_full_when_it_has_as_many_records_as_it_may() =>
        Assert.Equal(["[a,b]", "[c,d]", "[e]"], Write(new PayloadLimits(100, 100, 2), Array, "a", "b", "c", "d", "e"));

    [Fact]
    public void A_record_larger_than_a_payload_goes_alone_and_one_larger_than_the_most_does_not_go() =>
        Assert.Equal(
            ["[a]", "[bbbbbbbb]", "[d]"],
            Write(new PayloadLimits(5, 10, 100), Array, "a", "bbbbbbbb", "ccccccccc", "d"));

    [Fact]
    public void Lines_have_a_line_end_behind_each() =>
        Assert.Equal(["a\nb\n"], Write(new PayloadLimits(100, 100, 100), PayloadFraming.Lines, "a", "b"));

    [Fact]
    public void What_was_written_and_not_taken_up_is_forgotten()
    {
        var limits = new PayloadLimits(100, 100, 100);
        var writer = new PayloadWriter(limits, Array, new PayloadPool(limits), Some.Origin);
        Commit(writer, "a");
        writer.Begin().Write("half a rec"u8);
        Commit(writer, "b");
        writer.Begin().Write("another ha"u8);
        Assert.Equal("[a,b]", Body(writer.TakeRest()!, Array));
        Assert.Null(writer.TakeRest());
    }

    [Fact]
    public void Each_record_can_be_had_as_it_was_read_whether_the_envelope_carries_it_or_not()
    {
        var limits = new PayloadLimits(20, 100, 100);
        var writer = new PayloadWriter(limits, Array, new PayloadPool(limits), Some.Origin);
        var payloads = new List<Payload>();
        foreach (string source in (string[])["one", "two", "three", "four"])
        {
            ByteWriter output = writer.Begin();
            output.Write("<"u8);
            int offset = output.Length;
            output.Write(Some.Utf8(source));
            output.Write(">"u8);
            Mapping mapping = Some.NotCarried with { SourceOffset = source == "two" ? IEnvelope.NotCarried : offset };
            writer.Commit(Some.Record(source), mapping, out Payload? full);
            payloads.AddRange(full is null ? [] : [full]);
        }

        payloads.Add(writer.TakeRest()!);
        Assert.Equal(2, payloads.Count);
        Assert.Equal(
            ["one", "two", "three", "four"],
            payloads.SelectMany(
                payload => Enumerable.Range(0, payload.Count)
                    .Select(index => Encoding.UTF8.GetString(payload.Source(index)))));
    }

    [Theory]
    [InlineData("""{"a":1,"b":"x"}""", """{"id":"1"^,"a":1,"b":"x"}""")]
    [InlineData("""{"a":"1\n\"2\""}""", """{"message":^"{\"a\":\"1\\n\\\"2\\\"\"}","id":1}""")]
    [InlineData(""" {"a":1} """, """{"event":^ {"a":1} ,"id":1}""")]
    public void A_record_can_be_had_as_it_was_read_however_the_envelope_carries_it(string source, string enveloped)
    {
        var limits = new PayloadLimits(100, 100, 100);
        var writer = new PayloadWriter(limits, Array, new PayloadPool(limits), Some.Origin);
        for (int count = 0; count < 2; count++)
        {
            writer.Begin().Write(Some.Utf8(enveloped.Replace("^", "", StringComparison.Ordinal)));
            int offset = enveloped.IndexOf('^', StringComparison.Ordinal) + (count * enveloped.Length);
            writer.Commit(Some.Record(source), Some.NotCarried with { SourceOffset = offset }, out _);
        }

        Payload payload = writer.TakeRest()!;
        Assert.Equal(2, payload.Count);
        Assert.Equal(source, Encoding.UTF8.GetString(payload.Source(0)));
        Assert.Equal(source, Encoding.UTF8.GetString(payload.Source(1)));
    }

    [Fact]
    public void Parts_write_their_own_records_only()
    {
        Payload payload = Some.Payload("a", "b", "c", "d", "e");
        PayloadPart whole = PayloadPart.Whole(payload);
        (PayloadPart first, PayloadPart second) = whole.Halve();
        Assert.Equal(["a\nb\n", "c\nd\ne\n"], new[] { first, second }.Select(part => Body(part, PayloadFraming.Lines)));
        PayloadPart some = second.Only([0, 2]);
        Assert.Equal(("c\ne\n", 2, 4), (Body(some, PayloadFraming.Lines), some.IndexOf(0), some.IndexOf(1)));
        Assert.Equal("e\n", Body(some.Halve().Second, PayloadFraming.Lines));
        Assert.Equal(Body(some, PayloadFraming.Lines).Length, some.BodyBytes(PayloadFraming.Lines));
    }

    private static List<string> Write(PayloadLimits limits, PayloadFraming framing, params string[] records)
    {
        var writer = new PayloadWriter(limits, framing, new PayloadPool(limits), Some.Origin);
        var bodies = new List<string>();
        foreach (string record in records)
        {
            if (Commit(writer, record) is { } full)
            {
                Assert.True(full.BodyBytes <= limits.FillBytes || full.Count == 1);
                bodies.Add(Body(full, framing));
            }
        }

        bodies.Add(Body(writer.TakeRest()!, framing));
        return bodies;
    }

    private static Payload? Commit(PayloadWriter writer, string record)
    {
        writer.Begin().Write(Some.Utf8(record));
        writer.Commit(Some.Record(record), Some.NotCarried, out Payload? full);
        return full;
    }

    private static string Body(Payload payload, PayloadFraming framing) => Body(PayloadPart.Whole(payload), framing);

    private static string Body(PayloadPart part, PayloadFraming framing)
    {
        using var body = new MemoryStream();
        part.WriteTo(body, framing);
        return Encoding.UTF8.GetString(body.ToArray());
    }
}
