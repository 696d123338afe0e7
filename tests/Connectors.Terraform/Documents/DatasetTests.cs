using Newtonsoft.Json.Linq;

namespace Connectors.Terraform;

/// <summary>The fields that the module cloudflare_logpush has pushed are those of our dataset files.</summary>
public sealed class DatasetTests
{
    private static readonly JObject OfModule = JObject.Parse(
        File.ReadAllText(Repository.PathOf("modules/cloudflare_logpush/datasets.json")));

    public static TheoryData<string> Datasets { get; } = new(
        Directory.GetFiles(Path.Combine(Repository.Root, "shared/Connectors.Records/Datasets"), "*.json")
            .Select(file => Path.GetFileNameWithoutExtension(file)).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Datasets))]
    public void A_job_pushes_every_field_of_a_dataset_that_is_not_deprecated(string dataset)
    {
        var file = JObject.Parse(File.ReadAllText(
            Path.Combine(Repository.Root, "shared/Connectors.Records/Datasets", dataset + ".json")));
        string[] pushed = [.. OfModule[dataset]!["fields"]!.Values<string>().Select(name => name!)];
        ILookup<bool, string> known = file["fields"]!.ToLookup(
            field => (bool?)field["deprecated"] ?? false, field => (string)field["name"]!);
        Assert.Empty(pushed.Except(known[true]).Except(known[false]));
        Assert.Empty(known[false].Except(pushed));
    }
}
