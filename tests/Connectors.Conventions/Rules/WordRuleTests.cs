namespace Connectors.Conventions;

public sealed class WordRuleTests
{
    [Fact]
    public void No_cloud_is_named_where_records_are_read_mapped_and_delivered() => AllowList.AssertKept(
        "cloud",
        Repository.Product.Where(WantsNoCloud).SelectMany(WordRules.CloudNames));

    [Fact]
    public void No_destination_is_named_in_what_all_of_them_share() => AllowList.AssertKept(
        "destination",
        Repository.Sources.Where(file => file.IsUnder("shared")).SelectMany(WordRules.DestinationNames));

    [Theory]
    [InlineData("class S3ObjectStore;", "s3")]
    [InlineData("var x = AWSRegion;", "aws")]
    [InlineData("// a Google thing", "google")]
    [InlineData("\"s3://bucket\"", "s3")]
    [InlineData("BLOB_URL", "blob")]
    [InlineData("class Outlaws3D { int gust; }", null)]
    public void The_name_of_a_cloud_is_found_in_names_texts_and_comments(string text, string? word) =>
        Assert.Equal(word is null ? [] : ["a.cs " + word], Places(WordRules.CloudNames(new SourceFile("a.cs", text))));

    [Theory]
    [InlineData("class SplunkThing;", "splunk")]
    [InlineData("// as in SumoLogic", "sumo")]
    [InlineData("HecReply", "hec")]
    [InlineData("Check(checked(x), inelastic);", null)]
    public void The_name_of_a_destination_is_found(string text, string? word) => Assert.Equal(
        word is null ? [] : ["a.cs " + word], Places(WordRules.DestinationNames(new SourceFile("a.cs", text))));

    private static bool WantsNoCloud(SourceFile file) =>
        file.IsUnder("shared/Connectors.Records", "shared/Connectors.Delivery", "functions")
        && !file.IsUnder("functions/managed");

    private static IEnumerable<string> Places(IEnumerable<Finding> findings) =>
        findings.Select(finding => finding.Place);
}
