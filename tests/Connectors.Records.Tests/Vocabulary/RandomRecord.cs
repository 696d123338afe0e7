using Newtonsoft.Json;

namespace Connectors.Records.Tests;

/// <summary>
/// Records of a dataset with any of its fields, each with a value of its type, of another type, or with none.
/// </summary>
internal static class RandomRecord
{
    private static readonly string[] Usual =
    [
        "0", "1", "-7", "200", "404", "65535", "1795348800", "1795348800123456789", "9223372036854775808", "0.5",
            "true", "false", "9223372036854775808", "-9223372036854775808", "1.50", "1795348800.25",
        "\"\"", "\"0\"", "\"443\"", "\"true\"", "\"192.0.2.1\"", "\"::FFFF:192.0.2.1\"", "\"2001:db8::1\"", "\"10.1\"",
            "\"us\"",
        "\"www.Example.com.\"", "\"HTTP/1.1\"", "\"TLSv1.2\"", "\"block\"", "\"success\"",
            "\"https://u@example.com:81/p/q?a=1&b=?#f\"",
        "\"example.com:8080/p\"", "\"192.0.2.1:22\"", "\"[2001:db8::1]:22\"",
        "\"http://[2001:db8::1]:8080\"", "\"/p?q\"", "\"a\\\\/b\\u00e9\\ud83d\\ude00\"", "\"2026-11-22T10:00:00.5Z\"",
            "\"2026-11-22\"",
        "\"0001-01-01T00:00:00Z\"", "null", "[]", "{}", "[\"a\",\"b\",\"a\"]", "[1,\"2\",null]", "[[1],{}]",
            "[\"192.0.2.1\",\"x\"]",
        "{\"a\":{\"b\":1}}",
            "{\"RayID\":\"8f\",\"Request\":{\"Method\":\"GET\",\"URL\":\"https://example.com/\"},"
                + "\"Response\":{\"Status\":\"200\"}}",
        "[{\"Md5\":\"m\"},{\"Md5\":\"n\",\"Sha1\":[\"s\"]}]",
    ];

    // Names that destinations give to what they add.
    private static readonly string[] Taken =
        ["record_id", "message", "status", "timestamp", "service", "event", "@timestamp", "cloudflare"];

    // To try others: RANDOM_SEED=4711 dotnet test --project ...
    internal static int Seed { get; } = int.TryParse(
        Environment.GetEnvironmentVariable("RANDOM_SEED"), out int seed) ? seed : 37;

    /// <summary>How to get the same records again, for messages.</summary>
    internal static string SeedNote => $"RANDOM_SEED={Seed}";

    /// <summary>Several records, the same for the same seed.</summary>
    internal static IEnumerable<string> Several(Dataset dataset, int count)
    {
        var random = new Random(Seed);
        return [.. Enumerable.Range(0, count).Select(_ => Of(dataset, random))];
    }

    private static string Of(Dataset dataset, Random random)
    {
        IEnumerable<string> members = dataset.Fields.Where(_ => random.Next(3) > 0).Select(field => field.Name)
            .Append("New" + random.Next(3)).Append(Taken[random.Next(Taken.Length)])
            .Select(name => $"{JsonConvert.ToString(name)}:{Usual[random.Next(Usual.Length)]}");
        string[] shuffled = [.. members];
        random.Shuffle(shuffled);
        return $"{{{string.Join(',', shuffled)}}}";
    }
}
