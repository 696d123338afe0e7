using Connectors.Delivery;
using Connectors.Records;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connectors.Hosting.Tests;

public sealed class ObjectStoresTests
{
    private static readonly byte[] Content = [.. Enumerable.Range(0, 10_000).Select(n => (byte)n)];

    private readonly MemoryStore store = new() { Objects = { ["logs/a b.log.gz"] = Content } };

    [Fact]
    public async Task An_object_of_a_cloud_is_known_by_its_place_and_etag()
    {
        ObjectOpening.Opened opened = await OpenedAsync(new BatchReference("s3://bucket/logs/a b.log.gz"));
        Assert.Equal(new ObjectIdentity("s3", "bucket", "logs/a b.log.gz", "e1"), opened.Identity);
        Assert.Equal((Content.Length, ""), (opened.Bytes, opened.Note));
        Assert.Equal(Content, await ReadAsync(opened.Content));
    }

    [Fact]
    public async Task Where_a_store_keeps_versions_the_version_is_what_counts()
    {
        var versions = new MemoryStore { Version = "v7", Objects = { ["key"] = Content } };
        var opened = Assert.IsType<ObjectOpening.Opened>(await Stores(versions).OpenAsync(
            new BatchReference("az://account/container/key") { Version = "v7" }, CancellationToken.None));
        Assert.Equal(new ObjectIdentity("az", "account/container", "key", "v7"), opened.Identity);
        Assert.Equal(new PartRequest("v7", null, 0), Assert.Single(versions.Requests));
    }

    [Fact]
    public async Task Reading_goes_on_where_the_connection_broke()
    {
        store.Breaks.Enqueue(4_000);
        store.Breaks.Enqueue(0);
        store.Breaks.Enqueue(1);
        ObjectOpening.Opened opened = await OpenedAsync(new BatchReference("s3://bucket/logs/a b.log.gz"));
        Assert.Equal(Content, await ReadAsync(opened.Content));
        Assert.Equal([0, 4_000, 4_000, 4_001], store.Requests.Select(part => part.Offset));
        Assert.All(store.Requests.Skip(1), part => Assert.Equal("\"e1\"", part.Etag));
    }

    [Fact]
    public async Task A_connection_that_ends_early_has_broken_too()
    {
        var stream = new ResumingStream(
            new MemoryStream(Content[..10]), Content.Length,
            (offset, _) => Task.FromResult<Stream>(new MemoryStream(Content[(int)offset..])), Outside());
        Assert.Equal(Content, await ReadAsync(stream));
    }

    [Fact]
    public async Task Tries_without_a_byte_between_them_are_bounded()
    {
        var stream = new ResumingStream(
            new MemoryStream(Content[..10]), Content.Length, (_, _) => throw new IOException("no route"), Outside());
        IOException fault = await Assert.ThrowsAsync<StoreException>(() => ReadAsync(stream));
        Assert.Equal(
            $"the object could be read to byte 10 only, after {ResumingStream.MostTries} tries: no route",
            fault.Message);
    }

    [Fact]
    public async Task An_object_that_is_replaced_while_it_is_read_is_not_mixed_with_its_successor()
    {
        store.Breaks.Enqueue(4_000);
        ObjectOpening.Opened opened = await OpenedAsync(new BatchReference("s3://bucket/logs/a b.log.gz"));
        store.Etag = "\"e2\"";
        IOException fault = await Assert.ThrowsAnyAsync<IOException>(() => ReadAsync(opened.Content));
        Assert.Equal("the object was replaced while it was read: deliver it again", fault.Message);
        Assert.Equal(2, store.Requests.Count);
    }

    [Fact]
    public async Task An_object_that_was_replaced_after_its_notification_is_delivered_and_told_or_fails()
    {
        var reference = new BatchReference("s3://bucket/logs/a b.log.gz") { Etag = "e0" };
        Assert.Equal(
            "the object was replaced after its notification, which told the etag e0; it is e1",
            (await OpenedAsync(reference)).Note);
        var unreadable = Assert.IsType<ObjectOpening.Unreadable>(
            await Stores(store, deliversChanged: false).OpenAsync(reference, CancellationToken.None));
        Assert.EndsWith(
            "it is e1: CONNECTOR_CHANGED_OBJECT=deliver delivers what is there now", unreadable.Reason);
        Assert.Equal("", (await OpenedAsync(reference with { Etag = "\"e1\"" })).Note);
    }

    [Theory]
    [InlineData("ftp://host/file")]
    [InlineData("s3://bucket")]
    [InlineData("az://account/container")]
    public async Task A_URI_that_leads_nowhere_is_told(string uri)
    {
        var unreadable = Assert.IsType<ObjectOpening.Unreadable>(
            await Stores(store).OpenAsync(new BatchReference(uri), CancellationToken.None));
        Assert.StartsWith("the URI must be s3://bucket/key, r2://account/bucket/key", unreadable.Reason);
    }

    [Fact]
    public async Task What_a_store_does_not_do_is_told()
    {
        store.Fault = new StoreException("access is denied", isPassing: false);
        var unreadable = Assert.IsType<ObjectOpening.Unreadable>(await Stores(store).OpenAsync(
            new BatchReference("s3://bucket/logs/a b.log.gz"), CancellationToken.None));
        Assert.Equal("access is denied", unreadable.Reason);
    }

    [Theory]
    [InlineData("s3://b/k/l m%20?.gz", "s3", "", "b", "k/l m%20?.gz")]
    [InlineData("GS://b/", "gs", "", "b", "")]
    [InlineData("az://a/c/k", "az", "a", "c", "k")]
    [InlineData("r2://a/b", "r2", "a", "b", "")]
    public void A_URI_is_taken_apart_and_nothing_in_it_is_escaped(
        string uri, string scheme, string account, string bucket, string key) =>
        Assert.Equal(new ObjectUri(scheme, account, bucket, key), ObjectUri.Parse(uri));

    private static Surroundings Outside() => new(TimeProvider.System, () => 0, NullLoggerFactory.Instance);

    private static ObjectStores Stores(MemoryStore store, bool deliversChanged = true) =>
        new(new LocalObjectStore(() => Stream.Null), _ => store, deliversChanged, Outside());

    private async Task<ObjectOpening.Opened> OpenedAsync(BatchReference reference) =>
        Assert.IsType<ObjectOpening.Opened>(await Stores(store).OpenAsync(reference, CancellationToken.None));

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        using var all = new MemoryStream();
        await stream.CopyToAsync(all, 333, TestContext.Current.CancellationToken);
        return all.ToArray();
    }
}
