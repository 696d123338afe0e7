using System.Text;

namespace Connectors.Hosting.Tests;

public sealed class ObjectDeadLetterStoreTests
{
    private readonly MemoryStore store = new();

    [Theory]
    [InlineData("s3://bucket/dead", "dead/")]
    [InlineData("gs://bucket/dead/", "dead/")]
    [InlineData("az://account/container", "")]
    public async Task An_object_is_never_replaced(string prefix, string folder)
    {
        var letters = new ObjectDeadLetterStore(ObjectUri.Parse(prefix)!, _ => store);
        foreach (string lines in (string[])["first\n", "second\n", "third\n"])
        {
            Assert.Null(await letters.StoreAsync("a.1.ndjson", Bench.Utf8(lines), CancellationToken.None));
        }

        Assert.Equal(
            [$"{folder}a.1.2.ndjson second\n", $"{folder}a.1.3.ndjson third\n", $"{folder}a.1.ndjson first\n"],
            store.Objects.Select(one => $"{one.Key} {Encoding.UTF8.GetString(one.Value)}"));
    }

    [Fact]
    public async Task What_cannot_be_written_is_told()
    {
        store.Fault = new StoreException("access is denied", isPassing: false);
        var letters = new ObjectDeadLetterStore(ObjectUri.Parse("s3://bucket/dead")!, _ => store);
        Assert.Equal(
            "dead letters cannot be written to 's3://bucket/dead': access is denied",
            await letters.StoreAsync("a", Bench.Utf8("x"), CancellationToken.None));
    }
}
