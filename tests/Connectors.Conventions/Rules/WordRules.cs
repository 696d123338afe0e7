using System.Text.RegularExpressions;

namespace Connectors.Conventions;

/// <summary>Which words may not stand where: in names, in texts and in comments.</summary>
internal static partial class WordRules
{
    private static readonly HashSet<string> Clouds =
    [
        "amazon", "aws", "lambda", "s3", "sqs", "sns", "azure", "blob", "google", "gcp", "gcs", "pubsub",
    ];

    private static readonly HashSet<string> Destinations =
    [
        "splunk", "hec", "datadog", "sumo", "sumologic", "elastic", "elasticsearch", "opensearch",
    ];

    internal static IEnumerable<Finding> CloudNames(SourceFile file) => Find(file, Clouds);

    internal static IEnumerable<Finding> DestinationNames(SourceFile file) => Find(file, Destinations);

    private static IEnumerable<Finding> Find(SourceFile file, HashSet<string> words) =>
        from line in file.Lines.Index()
        from Match match in Word().Matches(line.Item)
        let word = match.Value.ToLowerInvariant()
        where words.Contains(word)
        select new Finding($"{file.Path} {word}", $"line {line.Index + 1} names it");

    // The parts of a name count as words: S3ObjectStore, AWSRegion, HEC_URL.
    [GeneratedRegex("[A-Z]?[a-z]+[0-9]*|[A-Z]+[0-9]*(?![a-z])")]
    private static partial Regex Word();
}
