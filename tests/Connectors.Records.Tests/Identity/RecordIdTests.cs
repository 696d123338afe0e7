using System.Text;

namespace Connectors.Records.Tests;

public sealed class RecordIdTests
{
    private static readonly ObjectIdentity Batch =
        new("s3", "logs", "http/20261122/20261122T120000Z_20261122T120100Z_1.log.gz", "etag-1");

    // printf 's3\0logs\0http/2026...log.gz\0etag-1' | sha256sum. If this test fails, the ids of records that customers
    // have delivered have changed: give the new ids the next version instead.
    [Fact]
    public void The_id_of_a_record_never_changes() =>
        Assert.Equal("v1-fe94c21b43562bb738bf4b0cf5d57ff7-42", Id(Batch, 42));

    [Fact]
    public void Everything_that_tells_objects_apart_tells_their_records_apart()
    {
        ObjectIdentity[] others =
        [
            Batch with { Store = "r2" }, Batch with { Bucket = "log" }, Batch with { Key = "other" },
            Batch with { Version = "etag-2" },
            new("s3", "logs/http", Batch.Key["http/".Length..], Batch.Version),
        ];
        Assert.Equal(others.Length + 1, others.Append(Batch).Select(one => Id(one, 1)).Distinct().Count());
        Assert.NotEqual(Id(Batch, 1), Id(Batch, 2));
    }

    private static string Id(ObjectIdentity identity, long line)
    {
        var id = new ByteWriter(0);
        RecordId.Of(identity).Write(line, id);
        return Encoding.ASCII.GetString(id.Written);
    }
}
