namespace Connectors.Hosting.Tests.Receipts;

/// <summary>What is said of objects, by a listing of them and one of their receipts.</summary>
public sealed class VerificationTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Never")]
    [InlineData("Delivered", "e1 1 Delivered")]
    [InlineData("Delivered", "e1 1 Ignored")]
    [InlineData("Delivered", "e1 1 Continued", "e1 2 Continued", "e1 3 Delivered")]
    [InlineData("DeadLettered", "e1 1 Partial")]
    [InlineData("DeadLettered", "e1 1 Continued", "e1 2 Partial")]
    [InlineData("InPart", "e1 1 Continued")]
    [InlineData("InPart", "e1 1 Unavailable", "e1 1 Unreadable")]
    [InlineData("Twice", "e1 1 Delivered", "e1 1 Delivered")]
    [InlineData("Twice", "e1 1 Unavailable", "e1 1 Delivered")]
    [InlineData("Twice", "e1 1 Continued", "e1 2 Continued", "e1 2 Continued", "e1 3 Delivered")]
    [InlineData("Twice", "e1 1 Partial", "e1 1 Delivered")]
    [InlineData("Twice", "e1 1 Delivered", "e1 1 Partial")]
    [InlineData("Twice", "e1 1 Partial", "e1 2 Delivered")]
    [InlineData("DeadLettered", "e1 1 Partial", "e1 1 Partial")] // that it came twice matters less than what is missing
    [InlineData("DeadLettered", "e1 1 Unavailable", "e1 1 Partial")]
    [InlineData("Changed", "e0 1 Delivered")]
    [InlineData("Delivered", "e0 1 Delivered", "e1 1 Delivered")]
    [InlineData("InPart", "e0 1 Delivered", "e1 1 Continued")]
    public async Task An_object_is_judged_by_its_receipts(string state, params string[] receipts)
    {
        Finding finding = Assert.Single(await CompareAsync(
            [new BatchReference("s3://b/k") { Etag = "e1" }],
            [.. receipts.Select(receipt => Receipt("s3://b/k", receipt))]));
        Assert.Equal(state, finding.State.ToString());
    }

    [Fact]
    public async Task Where_a_listing_tells_versions_they_count_and_where_it_tells_nothing_the_name_does()
    {
        var listed = new BatchReference("s3://b/k") { Etag = "another", Version = "v1" };
        ListedReceipt receipt = Receipt("s3://b/k", "e1 1 Delivered");
        Assert.Equal(DeliveryState.Delivered, Finding.Of(listed, [receipt]).State);
        Assert.Equal(DeliveryState.Changed, Finding.Of(listed with { Version = "v2" }, [receipt]).State);
        Assert.Equal(DeliveryState.Delivered, Finding.Of(new BatchReference("s3://b/k"), [receipt]).State);
    }

    [Fact]
    public async Task Each_object_meets_its_own_receipts_and_those_of_others_are_passed_over()
    {
        string[] keys = ["a", "a.b", "a/b", "c", "d"];
        ListedReceipt[] receipts =
        [
            Receipt("s3://b/A", "e1 1 Delivered"), Receipt("s3://b/a", "e1 1 Delivered"),
            Receipt("s3://b/a/b", "e1 1 Partial"), Receipt("s3://b/b", "e1 1 Delivered"),
            Receipt("s3://b/d", "e1 1 Delivered"), Receipt("s3://b/d", "e1 1 Delivered"),
            Receipt("s3://b/e", "e1 1 Delivered"),
        ];
        IReadOnlyList<Finding> findings = await CompareAsync(
            [.. keys.Select(key => new BatchReference($"s3://b/{key}") { Etag = "e1" })], receipts);
        Assert.Equal(
            ["Delivered", "Never", "DeadLettered", "Never", "Twice"],
            findings.Select(finding => finding.State.ToString()));
        Assert.Equal(receipts[4..6], findings[4].Receipts);
    }

    [Fact]
    public async Task A_listing_that_is_not_in_order_is_an_error_and_no_answer()
    {
        BatchReference[] objects = [new("s3://b/b"), new("s3://b/a")];
        IOException fault = await Assert.ThrowsAsync<IOException>(() => CompareAsync(objects, []));
        Assert.StartsWith(
            "the store does not list in the order of names: 's3/b/a' comes after 's3/b/b'", fault.Message);
    }

    private static ListedReceipt Receipt(string uri, string text)
    {
        string[] parts = text.Split(' ');
        var name = new ReceiptName(
            ReceiptName.PathOf(uri), ReceiptName.Hash(parts[0]), ReceiptName.Hash("v1"), int.Parse(parts[1]),
            Enum.Parse<BatchOutcome>(parts[2]), "id");
        return new ListedReceipt("file:///receipts/" + name, name);
    }

    private static async Task<IReadOnlyList<Finding>> CompareAsync(
        BatchReference[] objects, ListedReceipt[] receipts)
    {
        List<Finding> findings = [];
        await foreach (Finding finding in Verification.CompareAsync(
            objects.ToAsyncEnumerable(), receipts.ToAsyncEnumerable(), Cancel))
        {
            findings.Add(finding);
        }

        return findings;
    }
}
