using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Connectors.Records.Tests;

public sealed class RecordScannerTests
{
    private readonly FieldNames names = new(wantsAll: true);
    private readonly RecordFields fields = new();
    private readonly RecordScanner scanner;

    public RecordScannerTests() => scanner = new RecordScanner(names);

    [Theory]
    [InlineData("{}")]
    [InlineData("  {\"a\":1}\r")]
    [InlineData("{ \"a\" : 1 , \"b\" : [ ] , \"c\" : { } }")]
    [InlineData("{\"a\":-0.5e+10,\"b\":0,\"c\":-0,\"d\":1E5,\"e\":9223372036854775808}")]
    [InlineData("{\"a\":[1,[2,[3,{\"b\":[]}]]],\"c\":{\"d\":{\"e\":null}}}")]
    [InlineData("{\"a\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\"}")]
    [InlineData("{\"a\":\"\u2028 \u0085 are not line ends\"}")]
    [InlineData("{\"\":\"an empty name\"}")]
    public void Accepts_one_object(string record) =>
        Assert.Equal(ScanFault.None, Scan(record).Fault);

    [Theory]
    [InlineData("", ScanFault.Incomplete, 0)]
    [InlineData("{\"a\":1", ScanFault.Incomplete, 6)]
    [InlineData("{\"a\":\"no end", ScanFault.Incomplete, 12)]
    [InlineData("{\"a\":tru", ScanFault.Incomplete, 5)]
    [InlineData("{\"a\":1}}", ScanFault.TrailingText, 7)]
    [InlineData("{\"a\":1}{\"b\":2}", ScanFault.TrailingText, 7)]
    [InlineData("{\"a\":1,}", ScanFault.UnexpectedByte, 7)]
    [InlineData("{\"a\" 1}", ScanFault.UnexpectedByte, 5)]
    [InlineData("{a:1}", ScanFault.UnexpectedByte, 1)]
    [InlineData("{\"a\":[1 2]}", ScanFault.UnexpectedByte, 8)]
    [InlineData("{\"a\":[1}", ScanFault.UnexpectedByte, 7)]
    [InlineData("{\"a\":01}", ScanFault.BadNumber, 7)]
    [InlineData("{\"a\":1.}", ScanFault.BadNumber, 7)]
    [InlineData("{\"a\":1e}", ScanFault.BadNumber, 7)]
    [InlineData("{\"a\":-}", ScanFault.BadNumber, 6)]
    [InlineData("{\"a\":NaN}", ScanFault.UnexpectedByte, 5)]
    [InlineData("{\"a\":\"\\x\"}", ScanFault.BadEscape, 6)]
    [InlineData("{\"a\":\"\\u12g4\"}", ScanFault.BadEscape, 6)]
    [InlineData("{\"a\":\"a\tb\"}", ScanFault.ControlCharacter, 7)]
    [InlineData("[1,2]", ScanFault.NotAnObject, 0)]
    [InlineData("\"text\"", ScanFault.NotAnObject, 0)]
    [InlineData("hello", ScanFault.UnexpectedByte, 0)]
    public void Refuses_everything_else_and_says_where(string record, ScanFault fault, int position) =>
        Assert.Equal(new ScanResult(fault, position), Scan(record));

    [Fact]
    public void Refuses_bytes_that_are_not_utf8_and_says_where() =>
        Assert.Equal(
            new ScanResult(ScanFault.InvalidUtf8, 6), scanner.Scan([.. "{\"a\":\""u8, 0xC3, 0x28, .. "\"}"u8], fields));

    [Fact]
    public void A_name_that_was_refused_once_is_refused_every_time()
    {
        byte[] record = [.. "{\"a\":1,\"n"u8, 0xFF, .. "\":2,\"c\":3}"u8];
        for (int time = 0; time < 3; time++)
        {
            Assert.Equal(ScanFault.InvalidUtf8, scanner.Scan(record, fields).Fault);
        }
    }

    [Theory]
    [InlineData(62, ScanFault.None)]
    [InlineData(63, ScanFault.None)]
    [InlineData(64, ScanFault.TooDeep)]
    public void Takes_64_values_inside_each_other_and_no_more(int arrays, ScanFault fault) =>
        Assert.Equal(fault, Scan("{\"a\":" + new string('[', arrays) + new string(']', arrays) + "}").Fault);

    [Fact]
    public void Finds_the_fields_and_their_values()
    {
        string record =
            """{"RayID":"8f","Status":200,"Ok":true,"No":null,"ClientIP":"::1","Nested":{"ClientIP":"other"},"""
            + "\"L\":[1]}";
        Scan(record);
        Assert.Equal(
            [
                "\"8f\" String", "200 Number", "true True", "null Null", "\"::1\" String",
                "{\"ClientIP\":\"other\"} Object", "[1] Array",
            ],
            fields.All.ToArray()
                .Select(field => $"{Encoding.UTF8.GetString(field.Value(Some.Utf8(record)))} {field.Kind}"));
        Assert.True(fields.TryGet(names.Want("ClientIP"), out FieldSlice address));
        Assert.Equal("::1"u8, address.Text(Some.Utf8(record)));
    }

    [Fact]
    public void A_field_of_an_earlier_record_is_not_found_in_a_later_one()
    {
        Scan("""{"ClientIP":"::1","RayID":"8f"}""");
        Scan("""{"RayID":"90"}""");
        Assert.False(fields.TryGet(names.Want("ClientIP"), out _));
        Assert.True(fields.TryGet(names.Want("RayID"), out _));
    }

    [Fact]
    public void Of_two_fields_with_one_name_the_last_counts()
    {
        byte[] record = Some.Utf8("""{"RayID":"first","RayID":"last"}""");
        scanner.Scan(record, fields);
        fields.TryGet(names.Want("RayID"), out FieldSlice field);
        Assert.Equal("last"u8, field.Text(record));
    }

    [Fact]
    public void A_name_with_an_escape_is_the_name_that_it_means()
    {
        Scan("""{"Client\u0049P":"::1"}""");
        Assert.True(fields.TryGet(names.Want("ClientIP"), out _));
    }

    [Fact]
    public void Only_the_fields_that_are_wanted_are_kept()
    {
        var few = new FieldNames();
        int wanted = few.Want("RayID");
        byte[] record = Some.Utf8("""{"ClientIP":"::1","RayID":"8f","Status":200}""");
        for (int time = 0; time < 2; time++)
        {
            Assert.True(new RecordScanner(few).Scan(record, fields).IsWhole);
            Assert.Equal([wanted], fields.All.ToArray().Select(field => (int)field.NameId));
        }
    }

    [Fact]
    public void More_names_than_can_be_remembered_are_no_fault()
    {
        names.Want("RayID");
        string record = "{"
            + string.Join(',', Enumerable.Range(0, 3 * FieldNames.Capacity).Select(n => $"\"n{n}\":{n}"))
            + ",\"RayID\":1}";
        Assert.True(Scan(record).IsWhole);
        Assert.Equal((3 * FieldNames.Capacity) + 1, fields.All.Length);
        Assert.True(fields.TryGet(names.Want("RayID"), out _));
    }

    [Fact]
    public void Agrees_with_another_parser_on_whole_and_damaged_records()
    {
        var random = new Random(7);
        for (int round = 0; round < 30_000; round++)
        {
            byte[] record = Some.Record(random);
            byte[] text = round % 3 == 0 ? record : Some.Damaged(random, record);
            bool isWhole = scanner.Scan(text, fields).IsWhole;
            Assert.True(isWhole == IsOneObject(text), $"round {round}: {Encoding.UTF8.GetString(text)}");
        }
    }

    [Fact]
    public void What_the_scan_touches_for_each_field_is_as_small_as_it_says()
    {
        Assert.Equal(16, Unsafe.SizeOf<FieldSlice>());
        Assert.Equal(64, Unsafe.SizeOf<Guess>());
    }

    [Fact]
    public void Guessing_names_changes_nothing_but_the_time()
    {
        var random = new Random(11);
        for (int round = 0; round < 3_000; round++)
        {
            byte[] record = Some.Record(random, mostFields: 40);
            scanner.Scan(record, fields);
            var fresh = new RecordFields();
            new RecordScanner(new FieldNames(wantsAll: true)).Scan(record, fresh);
            Assert.Equal(Places(fresh), Places(fields));
        }

        static IEnumerable<string> Places(RecordFields fields) =>
            fields.All.ToArray().Select(field =>
                $"{field.NameStart} {field.ValueStart} {field.ValueEnd} {field.Kind} {field.Looks}");
    }

    [Theory]
    [InlineData("0.5", true)]
    [InlineData("12.25", true)]
    [InlineData("1234567890.1234567890123456789", true)]
    [InlineData("12345678901234567890123456789012345678901.5", true)]
    [InlineData("1.5e3", true)]
    [InlineData("01.5", false)]
    [InlineData("1.", false)]
    [InlineData("1.x", false)]
    [InlineData("1.2.3", false)]
    [InlineData(".5", false)]
    [InlineData("1234567890123456789012345678901.", false)]
    [InlineData("", false)]
    [InlineData("tru", false)]
    [InlineData("[true,false,null]", true)]
    [InlineData("{\"x\":1,\"y\":[1.5,{\"z\":\"q\"}],\"e\":{}}", true)]
    [InlineData("[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]", true)]
    [InlineData("{\"x\":1,}", false)]
    [InlineData("{\"x\"}", false)]
    [InlineData("{\"x\":}", false)]
    [InlineData("{1:2}", false)]
    [InlineData("[1,]", false)]
    [InlineData("[,1]", false)]
    [InlineData("[1}", false)]
    [InlineData("[1]]", false)]
    [InlineData("[01]", false)]
    [InlineData("[\"a\"\"b\"]", false)]
    public void A_value_among_guessed_names_is_judged_as_any_other(string value, bool isWhole) =>
        AssertJudged(value, isWhole);

    [Theory]
    [InlineData("0", true)]
    [InlineData("00", false)]
    [InlineData("999999999999999999", true)]
    [InlineData("9999999999999999999999", true)]
    [InlineData("1\"b\":2", false)]
    [InlineData("true\"b\":2", false)]
    [InlineData("false\"b\":2", false)]
    [InlineData("fals,\"b\":2", false)]
    [InlineData("null\"b\":2", false)]
    [InlineData("[]\"b\":2", false)]
    [InlineData("{}\"b\":2", false)]
    [InlineData("[\"a\"]", true)]
    [InlineData("\"\"", true)]
    [InlineData("\"a\"\"b\":2", false)]
    [InlineData("\"a\" ", true)]
    [InlineData("\"a\\\"b\"", true)]
    [InlineData("\"a\\\\\"", true)]
    [InlineData("\"a\\,\"", false)]
    [InlineData("{\"x\\\"y\":\"\\\\\"}", true)]
    [InlineData("{\"x\\y\":1}", false)]
    [InlineData("\"a\\,\"b\":2", false)]
    [InlineData("[\"a\\]", false)]
    [InlineData("{\"x\":\"a\\}", false)]
    [InlineData("{\"x\\:1}", false)]
    public void A_value_of_a_few_bytes_is_judged_as_any_other(string value, bool isWhole) =>
        AssertJudged(value, isWhole);

    [Fact]
    public void Groups_among_guessed_names_are_judged_as_another_parser_does()
    {
        var random = new Random(13);
        string rest = $"\"rest\":\"{new string('x', 200)}\"}}";
        Assert.True(Scan("{\"group\":1," + rest).IsWhole); // from here on, the names are guessed
        for (int round = 0; round < 20_000; round++)
        {
            byte[] group = Some.Record(random, mostFields: 6);
            group = random.Next(2) == 0 ? group : [.. "[1,"u8, .. group, .. ",[]]"u8];
            group = round % 3 == 0 ? group : Some.Damaged(random, group);
            byte[] record = [.. "{\"group\":"u8, .. group, .. Some.Utf8("," + rest)];
            bool isWhole = scanner.Scan(record, fields).IsWhole;
            Assert.True(isWhole == IsOneObject(record), $"round {round}: {Encoding.UTF8.GetString(record)}");
        }
    }

    private void AssertJudged(string value, bool isWhole)
    {
        Assert.True(Scan(WithValue("1")).IsWhole); // from here on, the names are guessed
        Assert.Equal(isWhole, Scan(WithValue(value)).IsWhole);
    }

    private static string WithValue(string value) =>
        $$"""{"a":1,"ratio":{{value}},"rest":"{{new string('x', 200)}}"}""";

    private static bool IsOneObject(byte[] text)
    {
        try
        {
            var reader = new Utf8JsonReader(text);
            bool isObject = reader.Read() && reader.TokenType == JsonTokenType.StartObject;
            while (reader.Read())
            {
                // To the end, so that every fault is found.
            }

            return isObject && Utf8.IsValid(text);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private ScanResult Scan(string record) => scanner.Scan(Some.Utf8(record), fields);
}
