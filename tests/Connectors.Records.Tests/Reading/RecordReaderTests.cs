using System.Text;

namespace Connectors.Records.Tests;

public sealed class RecordReaderTests
{
    private const int MaxRecordBytes = 1024 * 1024;

    [Fact]
    public void Lines_are_records() => Assert.Equal(
        ["1@0 {\"a\":1}", "2@8 {\"a\":2}", "3@16 {\"a\":3}"],
        Read("{\"a\":1}\n{\"a\":2}\n{\"a\":3}"));

    [Fact]
    public void Only_a_line_feed_ends_a_line() => Assert.Equal(
        ["1@0 {\"a\":\"\u2028\u0085\u000b\"}\r", "2@16 {\"a\":2}"],
        Read("{\"a\":\"\u2028\u0085\u000b\"}\r\n{\"a\":2}\n"));

    [Fact]
    public void Blank_lines_are_counted_as_lines_and_are_no_records() => Assert.Equal(
        ["2@1 {\"a\":1}", "5@13 {\"a\":2}"],
        Read("\n{\"a\":1}\n\r\n \n{\"a\":2}\n\n"));

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_record() =>
        Assert.Equal(["1@3 {\"a\":1}"], Read("\ufeff{\"a\":1}\n"));

    [Fact]
    public void A_bad_line_does_not_touch_its_neighbours() => Assert.Equal(
        ["1@0 {\"a\":", "2@6 {\"a\":1}", "3@14 nonsense", "4@23 {\"a\":2}"],
        Read("{\"a\":\n{\"a\":1}\nnonsense\n{\"a\":2}\n"));

    [Theory]
    [InlineData("[{\"a\":1},{\"a\":[2]}]")]
    [InlineData("[\n  {\"a\":1},\n  {\"a\":[2]}\n]\n")]
    [InlineData("{\"a\":1}{\"a\":[2]}")]
    [InlineData("{\"a\":1},{\"a\":[2]}")]
    [InlineData("{\"a\":1} {\"a\":[2]}\n")]
    [InlineData("{\"a\":1}\n,{\"a\":[2]}", "{\"a\":1}", ",{\"a\":[2]}")]
    public void Records_of_an_array_or_side_by_side_are_found(string text, params string[] records) => Assert.Equal(
        records.Length > 0 ? records : ["{\"a\":1}", "{\"a\":[2]}"],
        Read(text).Select(record => record[(record.IndexOf(' ') + 1)..]));

    [Fact]
    public void Records_that_are_not_lines_are_numbered() => Assert.Equal(
        ["1@1 {\"a\":1}", "2@9 7", "3@11 {\n\"a\":2}"],
        Read("[{\"a\":1},7,{\n\"a\":2}]"));

    [Fact]
    public void A_record_over_several_lines_is_one_record() => Assert.Equal(
        ["1@0 {\n  \"a\": 1\n}", "2@13 {\n  \"a\": 2\n}"],
        Read("{\n  \"a\": 1\n}\n{\n  \"a\": 2\n}\n"));

    [Fact]
    public void What_is_no_json_in_a_sequence_costs_its_line_only() => Assert.Equal(
        ["1@1 {\"a\":1}", "2@10 {\"a\":oops}", "3@22 {\"a\":3}"],
        Read("[{\"a\":1},\n{\"a\":oops}\n,{\"a\":3}]").Select(record => record.TrimEnd(',')));

    [Fact]
    public void Csv_rows_become_the_objects_that_they_mean() => Assert.Equal(
        [
            "2@36 {\"RayID\":\"8f\",\"EdgeResponseStatus\":200,\"Text\":\"a, \\\"b\\\"\\nc\"}",
            "4@59 {\"RayID\":\"90\",\"EdgeResponseStatus\":null,\"Text\":\"bare\"}",
        ],
        Read("\"RayID\",\"EdgeResponseStatus\",\"Text\"\n\"8f\",200,\"a, \"\"b\"\"\nc\"\r\n\"90\",,bare\n"));

    [Fact]
    public void A_csv_row_without_the_headers_cells_is_a_fault() => Assert.Equal(
        ["2@6 InvalidCsvRow 3", "3@10 {\"RayID\":1}", "4@12 InvalidCsvRow 4"],
        Read("RayID\n1,2\n1\n\"1\"x\n"));

    [Theory]
    [InlineData("Hello,World\n{\"a\":1}")] // names that no dataset has
    [InlineData("RayID is 7\n{\"a\":1}")]
    public void A_first_line_that_is_no_header_is_a_bad_line(string text) => Assert.Equal(2, Read(text).Count);

    [Fact]
    public void A_record_that_is_too_long_is_skipped_and_counted() => Assert.Equal(
        ["1@0 RecordTooLong 21", "2@22 {\"a\":1}", "3@30 RecordTooLong 8", "4@39 {\"a\":2}", "5@47 RecordTooLong 9"],
        Read("{\"a\":\"much too long\"}\n{\"a\":1}\n{\"a\":12}\n{\"a\":2}\n{\"a\":123}", most: 7));

    [Theory]
    [InlineData("true")]
    [InlineData("null")]
    [InlineData("\"\\u00e9\"")]
    public void A_record_over_several_lines_is_whole_also_where_a_piece_ends_in_it(string value)
    {
        string start = "[{\n\"a\":\"" + new string('x', RecordReader.DetectionBytes) + "\"},{\n\"a\":";
        byte[] text = Some.Utf8(start + value + "\n}]");
        using RecordReader reader = Create(MaxRecordBytes);
        int first = start.Length + 2;
        List<string> records = Feed(reader, text, left => left == text.Length ? first : int.MaxValue);
        reader.Complete();
        records.AddRange(Drain(reader));
        Assert.Equal(2, records.Count);
        Assert.EndsWith(" {\n\"a\":" + value + "\n}", records[1]);
    }

    [Fact]
    public void Blank_lines_before_a_csv_header_are_no_header() =>
        Assert.Equal(["4@9 {\"RayID\":1}"], Read("\n\r\nRayID\n1\n"));

    [Fact]
    public void A_cut_off_object_gives_its_whole_records_only()
    {
        using RecordReader reader = Create(MaxRecordBytes);
        Feed(reader, Some.Utf8("{\"a\":1}\n{\"a\":2}\n{\"a\":"), pieces: _ => 5);
        reader.CutOff();
        Assert.Equal(["1@0 {\"a\":1}", "2@8 {\"a\":2}"], Drain(reader));
    }

    [Theory]
    [InlineData("lines")]
    [InlineData("array")]
    [InlineData("side by side")]
    [InlineData("csv")]
    public void The_pieces_that_an_object_comes_in_change_nothing(string form)
    {
        var random = new Random(13);
        for (int round = 0; round < 60; round++)
        {
            byte[] text = Text(form, random);
            int most = random.Next(50, 2_000);
            using RecordReader whole = Create(most);
            List<string> expected = Feed(whole, text, _ => int.MaxValue);
            whole.Complete();
            expected.AddRange(Drain(whole));
            Assert.NotEmpty(expected);

            using RecordReader pieces = Create(most);
            int longest = random.Next(1, 5_000);
            List<string> actual = Feed(pieces, text, _ => random.Next(1, longest + 1));
            pieces.Complete();
            actual.AddRange(Drain(pieces));
            Assert.Equal(expected, actual);
        }
    }

    private static byte[] Text(string form, Random random)
    {
        string[] records =
            [.. Enumerable.Range(0, random.Next(1, 300)).Select(_ => Encoding.UTF8.GetString(Some.Record(random)))];
        return Some.Utf8(form switch
        {
            "lines" => string.Join('\n', records),
            "array" => "[" + string.Join(",\n", records) + "]",
            "side by side" => string.Concat(records),
            _ => "RayID,Text\n"
                + string.Join('\n', records.Select((record, row) => $"{row},\"{record.Replace("\"", "\"\"")}\"")),
        });
    }

    private static RecordReader Create(int most) => new(most, name => name is "RayID" or "EdgeResponseStatus");

    private static List<string> Read(string text, int most = MaxRecordBytes)
    {
        using RecordReader reader = Create(most);
        List<string> records = Feed(reader, Some.Utf8(text), _ => 7);
        reader.Complete();
        records.AddRange(Drain(reader));
        return records;
    }

    private static List<string> Feed(RecordReader reader, ReadOnlySpan<byte> text, Func<int, int> pieces)
    {
        var records = new List<string>();
        while (!text.IsEmpty)
        {
            Span<byte> room = reader.GetMemory().Span;
            int length = Math.Min(Math.Min(room.Length, text.Length), pieces(text.Length));
            text[..length].CopyTo(room);
            text = text[length..];
            reader.Advance(length);
            records.AddRange(Drain(reader));
        }

        return records;
    }

    private static List<string> Drain(RecordReader reader)
    {
        var records = new List<string>();
        while (reader.TryRead(out RawRecord record))
        {
            string what = record.Fault == ReadFault.None
                ? Encoding.UTF8.GetString(record.Bytes)
                : $"{record.Fault.Reason()} {record.SourceLength}";
            records.Add($"{record.Location.Line}@{record.Location.ByteOffset} {what}");
        }

        return records;
    }

    [Theory]
    [InlineData("{\"n\":1}\n{\"n\":2}\n\n{\"n\":4}\n{\"n\":5}")]
    [InlineData("{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n")]
    [InlineData("{\"n\":1}\nnonsense\n{\"long\":\"longer than the longest record of this test\"}\n{\"n\":4}\n")]
    [InlineData("[{\"n\":1},\n{\"n\":2},{\"n\":3}]")]
    [InlineData("ClientIP,RayID\n1.1.1.1,a\n\"2\n2\",b\n3.3.3.3,c\n")]
    public void Passing_over_records_leaves_the_others_where_they_are(string text)
    {
        byte[] bytes = System.Text.Encoding.UTF8.GetBytes(text);
        List<string> all = ReadFrom(bytes, line: 1, piece: bytes.Length, out List<long> next);
        for (int skipped = 0; skipped < all.Count; skipped++)
        {
            foreach (int piece in (int[])[1, 3, bytes.Length])
            {
                Assert.Equal(all[(skipped + 1)..], ReadFrom(bytes, next[skipped], piece, out _));
            }
        }

        Assert.Empty(ReadFrom(bytes, line: 1_000, piece: 5, out _));
    }

    private static List<string> ReadFrom(byte[] bytes, long line, int piece, out List<long> next)
    {
        using var reader = new RecordReader(maxRecordBytes: 40, name => name is "ClientIP" or "RayID");
        List<string> records = [];
        next = [];
        bool isThere = false;
        for (int start = 0; start <= bytes.Length; start += piece)
        {
            int count = Math.Min(piece, bytes.Length - start);
            bytes.AsSpan(start, count).CopyTo(reader.GetMemory().Span);
            reader.Advance(count);
            if (start + count == bytes.Length)
            {
                reader.Complete();
            }

            isThere = isThere || reader.TrySkipTo(line);
            while (isThere && reader.TryRead(out RawRecord record))
            {
                records.Add($"{record.Location} {System.Text.Encoding.UTF8.GetString(record.Bytes)} {record.Fault}");
                next.Add(reader.Next.Line);
            }
        }

        return records;
    }
}
