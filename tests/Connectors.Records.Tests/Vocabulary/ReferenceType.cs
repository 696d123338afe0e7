using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Numerics;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Connectors.Records.Tests;

/// <summary>The types of the vocabulary, on parsed values.</summary>
internal static class ReferenceType
{
    /// <summary>The value as the type; null when it cannot be one.</summary>
    internal static JToken? Convert(JToken value, string type, bool omits)
    {
        JToken? converted = ConvertAny(value, type, omits);
        return ReferenceRecipe.IsEmpty(converted) ? null : converted;
    }

    /// <summary>Every element of an array once: two that were of different types may be the same in one type.</summary>
    internal static JToken? Distinct(JToken? value) =>
        value is JArray list ? new JArray(list.Distinct(JToken.EqualityComparer)) : value;

    /// <summary>Whether a value says that there is none.</summary>
    internal static bool IsNothing(JToken value, string? type) => value is JValue && type switch
    {
        "time" => ReferenceRecipe.Text(value) == "0"
            || ReferenceRecipe.Text(value).StartsWith("0001-01-01", StringComparison.Ordinal),
        "port" => Whole(value) is { } port && (long)port == 0,
        _ => false,
    };

    /// <summary>An IPv4 address written as IPv6 as what it is.</summary>
    internal static JToken Unmapped(JToken value)
    {
        string text = value.Type == JTokenType.String ? (string)value! : "";
        bool isMapped = text.StartsWith("::ffff:", StringComparison.OrdinalIgnoreCase) && text.Contains('.');
        return isMapped ? text["::ffff:".Length..] : value;
    }

    private static JToken? ConvertAny(JToken value, string type, bool omits)
    {
        if (!type.StartsWith("array[", StringComparison.Ordinal))
        {
            return ConvertOne(value, type);
        }

        type = type["array[".Length..^1];
        JToken[] elements = [.. (value is JArray list ? list : new JArray(value)).Where(element =>
            !ReferenceRecipe.IsEmpty(element))];
        JToken[] converted = [.. elements.Select(element => ConvertOne(element, type)).OfType<JToken>().Where(one =>
            !ReferenceRecipe.IsEmpty(one))];
        return converted.Length == 0 || (!omits && converted.Length < elements.Length) ? null : new JArray(converted);
    }

    private static JToken? ConvertOne(JToken value, string type) => type switch
    {
        "object" => value is JObject ? value : new JObject { ["value"] = value },
        _ when value is JContainer => null,
        "string" => ReferenceRecipe.Text(value),
        "int" => Whole(value),
        "port" => Whole(value) is { } port && (long)port is >= 1 and <= 65_535 ? port : null,
        "float" => Fraction(value),
        "bool" => value.Type == JTokenType.Boolean ? value : (string?)value switch { "true" => true, "false" =>
            false, _ => null },
        "ip" => value.Type == JTokenType.String && IsAddress((string)value!) ? Unmapped(value) : null,
        _ => ReferenceTime.Parse(value) is { } time ? ReferenceTime.Write(time) : null,
    };

    private static JToken? Whole(JToken value) => value.Type is JTokenType.Integer or JTokenType.String
        && BigInteger.TryParse(ReferenceRecipe.Text(
            value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger whole)
        && whole >= long.MinValue && whole <= long.MaxValue ? (long)whole : null;

    private static JToken? Fraction(JToken value)
    {
        if (value.Type != JTokenType.String)
        {
            return value.Type == JTokenType.Boolean ? null : value;
        }

        bool isNumber = Regex.IsMatch((string)value!, @"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?\z");
        return isNumber ? Corpus.Parse($$"""{"n":{{(string)value!}}}""")["n"] : null;
    }

    private static bool IsAddress(string text) =>
        Regex.IsMatch(text, @"^[0-9a-fA-F:.]+\z") && IPAddress.TryParse(text, out IPAddress? address)
        && (address.AddressFamily == AddressFamily.InterNetworkV6 || Regex.IsMatch(text, @"^\d+\.\d+\.\d+\.\d+\z"));
}

/// <summary>Times in nanoseconds since 1970, as wide numbers.</summary>
internal static class ReferenceTime
{
    internal static BigInteger? Parse(JToken? value)
    {
        string text = value is JValue { Type: not JTokenType.Boolean } ? ReferenceRecipe.Text(value) : "";
        if (Regex.Match(text, @"^(\d{1,11})\.(\d{1,9})\z") is { Success: true } seconds)
        {
            BigInteger parsed = BigInteger.Parse(seconds.Groups[1].Value + seconds.Groups[2].Value.PadRight(
                9, '0'), CultureInfo.InvariantCulture);
            return parsed > 0 ? parsed : null;
        }

        if (!Regex.IsMatch(text, @"^\d{4}-"))
        {
            return Regex.IsMatch(text, @"^\d{1,19}\z")
                && BigInteger.Parse(text, CultureInfo.InvariantCulture) is var number
                && number > 0 && number <= long.MaxValue
                ? number * BigInteger.Pow(10, text.Length switch { <= 11 => 9, <= 14 => 6, <= 17 => 3, _ => 0 })
                : null;
        }

        string decimals = Regex.Match(text, @"\.(\d+)").Groups[1].Value;
        bool isWhole = Regex.IsMatch(text, @"^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d:\d\d(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\z");
        bool isTime = isWhole & DateTimeOffset.TryParse(
            Regex.Replace(
                text, @"\.\d+", ""), CultureInfo.InvariantCulture, DateTimeStyles.None, out DateTimeOffset time);
        return isTime && time.Year >= 1970
            ? (time.ToUnixTimeSeconds() * BigInteger.Pow(10, 9)) + BigInteger.Parse(decimals.PadRight(
                9, '0'), CultureInfo.InvariantCulture)
            : null;
    }

    internal static string Write(BigInteger nanoseconds)
    {
        string decimals =
            ((long)(nanoseconds % 1_000_000_000)).ToString("D9", CultureInfo.InvariantCulture).TrimEnd('0');
        string second = DateTimeOffset.FromUnixTimeSeconds((long)(nanoseconds / 1_000_000_000))
            .ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture);
        return second + (decimals.Length > 0 ? "." : "") + decimals + "Z";
    }
}
