using System.Globalization;
using System.Numerics;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Connectors.Destinations.Tests;

/// <summary>
/// Reads records slowly and obviously, with another parser than ours: what the oracles have in common.
/// </summary>
internal static class SlowReading
{
    /// <summary>When the event was, in nanoseconds since 1970; null when the record does not tell.</summary>
    internal static BigInteger? EventTime(JObject record)
    {
        string[] names = ["EdgeStartTimestamp", "EdgeEndTimestamp", "Datetime", "Timestamp", "EventTimestamp", "When"];
        return names.Select(name => Nanoseconds(record[name])).FirstOrDefault(time => time is not null);
    }

    /// <summary>A time of any form, in nanoseconds since 1970; null when it is none.</summary>
    internal static BigInteger? Nanoseconds(JToken? value)
    {
        string text = value?.ToString() ?? "";
        if (text.Contains('-'))
        {
            string decimals = new([.. text.SkipWhile(c => c != '.').Skip(1).TakeWhile(char.IsAsciiDigit)]);
            bool parsed = DateTimeOffset.TryParse(
                text.Replace("." + decimals, "", StringComparison.Ordinal), CultureInfo.InvariantCulture,
                out DateTimeOffset time);
            BigInteger fraction = BigInteger.Parse(decimals.PadRight(9, '0'), CultureInfo.InvariantCulture);
            return parsed && time.Year >= 1970 ? (time.ToUnixTimeSeconds() * BigInteger.Pow(10, 9)) + fraction : null;
        }

        return BigInteger.TryParse(text, out BigInteger number) && number > 0
            ? number * BigInteger.Pow(10, text.Length switch { <= 11 => 9, <= 14 => 6, <= 17 => 3, _ => 0 })
            : null;
    }

    /// <summary>Parses JSON without being clever about dates and numbers.</summary>
    internal static JObject Parse(string json)
    {
        using var reader = new JsonTextReader(new StringReader(json))
        {
            DateParseHandling = DateParseHandling.None,
            FloatParseHandling = FloatParseHandling.Decimal,
        };
        return JObject.Load(reader);
    }
}
