using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Connectors.Conventions;

/// <summary>The examples in documents: blocks of JSON.</summary>
internal static partial class Examples
{
    /// <summary>The blocks of a document.</summary>
    internal static IEnumerable<string> In(string document) =>
        Block().Matches(document).Select(match => match.Groups["json"].Value);

    /// <summary>Whether one value holds all that the other one has; objects may hold more.</summary>
    internal static bool Holds(JsonNode? whole, JsonNode? part) => (whole, part) switch
    {
        (JsonObject more, JsonObject less) => less.All(member =>
            more.TryGetPropertyValue(member.Key, out JsonNode? value) && Holds(value, member.Value)),
        _ => JsonNode.DeepEquals(whole, part),
    };

    [GeneratedRegex("^```json\n(?<json>.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();
}
