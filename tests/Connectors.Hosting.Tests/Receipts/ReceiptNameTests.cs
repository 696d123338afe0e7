using Connectors.Records;

namespace Connectors.Hosting.Tests.Receipts;

public sealed class ReceiptNameTests
{
    [Theory]
    [InlineData("s3://bucket/logs/a.log.gz", "s3/bucket/logs/a.log.gz")]
    [InlineData("az://account/container/a b!c%.gz", "az/account/container/a%20b%21c%25.gz")]
    [InlineData("s3://bucket//a/../b/./c..d", "s3/bucket/%2Fa/%2E%2E/b/%2E/c..d")]
    [InlineData("/logs/a.log.gz", "file/logs/a.log.gz")]
    [InlineData("file:///logs/a.log.gz", "file/logs/a.log.gz")]
    [InlineData("s3://bucket/", "s3/bucket/")]
    public void An_object_has_a_path_among_receipts_that_leads_out_of_no_folder(string uri, string path) =>
        Assert.Equal(path, ReceiptName.PathOf(uri));

    [Fact]
    public void An_object_has_the_same_path_when_it_is_delivered_and_when_it_is_listed()
    {
        Assert.Equal(
            ReceiptName.PathOf("r2://account/bucket/a b.gz"),
            ReceiptName.PathOf(new ObjectIdentity("r2", "account/bucket", "a b.gz", "e1")));
        Assert.Equal(
            ReceiptName.PathOf("/logs/a.gz"), ReceiptName.PathOf(new ObjectIdentity("file", "", "/logs/a.gz", "e1")));
    }

    [Fact]
    public void Receipts_sort_as_their_objects_do()
    {
        string[] keys = ["a", "a b", "a!b", "a\"b", "a%b", "a&b", "a-b", "a.b", "a.b.c", "a/b", "aa", "b", "é"];
        Assert.Equal(keys, keys.Order(StringComparer.Ordinal));
        string[] names = [.. keys.Select(key => Name($"s3://bucket/{key}").ToString())];
        Assert.Equal(names, names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_name_is_read_back_and_other_names_are_not()
    {
        ReceiptName name = Name("s3://bucket/a!1.2.gz");
        Assert.Equal(name, ReceiptName.Parse(name.ToString()));
        Assert.All(
            ["about.json", "a.log.gz", "a!b.json", "a!1-2.x.delivered.id.json", "a!1-2.1.unknown.id.json", "!"],
            other => Assert.Null(ReceiptName.Parse(other)));
    }

    private static ReceiptName Name(string uri) => new(
        ReceiptName.PathOf(uri), ReceiptName.Hash("e1"), ReceiptName.Hash(null), 3, BatchOutcome.Continued, "0a");
}
