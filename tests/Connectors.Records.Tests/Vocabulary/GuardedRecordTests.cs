using System.Text;

namespace Connectors.Records.Tests;

/// <summary>
/// What is fast reads many bytes at a time, but none behind the record: that is another's, or nobody's.
/// </summary>
public sealed class GuardedRecordTests
{
    private const int MostRecordBytes = 64 * 1024;

    public static TheoryData<string> Names => [.. Corpus.Datasets.All.Select(dataset => dataset.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_document_is_the_same_where_nothing_behind_the_record_may_be_read(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Guarded memory is made as Linux makes it.");
        using var guarded = new GuardedMemory(MostRecordBytes);
        Dataset dataset = Corpus.Datasets.Find(name)!;
        var names = new FieldNames();
        DocumentWriter writer = DocumentWriter.OfVocabulary(dataset, names, keepsOriginal: true);
        var scanner = new RecordScanner(names);
        foreach (string line in Corpus.Lines(name).Concat(RandomRecord.Several(dataset, 50)))
        {
            byte[] record = Encoding.UTF8.GetBytes(line);
            Assert.Equal(Document(record), Document(guarded.AtTheEnd(record)));
        }

        string Document(ReadOnlySpan<byte> record)
        {
            var fields = new RecordFields();
            var output = new ByteWriter(0);
            Assert.True(scanner.Scan(record, fields).IsWhole);
            writer.Write(new RecordView(record, fields), output);
            return Encoding.UTF8.GetString(output.Written);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_record_that_breaks_off_anywhere_is_not_whole(string name)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Guarded memory is made as Linux makes it.");
        using var guarded = new GuardedMemory(MostRecordBytes);
        var scanner = new RecordScanner(new FieldNames(wantsAll: true));
        var fields = new RecordFields();
        byte[] record = Encoding.UTF8.GetBytes(Corpus.Lines(name)[0]);
        Assert.True(scanner.Scan(record, fields).IsWhole); // from here on, the names are guessed
        for (int length = 0; length < record.Length; length++)
        {
            Assert.False(scanner.Scan(guarded.AtTheEnd(record.AsSpan(0, length)), fields).IsWhole);
        }
    }
}
