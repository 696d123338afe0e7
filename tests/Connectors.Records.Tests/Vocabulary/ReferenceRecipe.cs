using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json.Linq;

namespace Connectors.Records.Tests;

/// <summary>Evaluates recipes as they stand in the files: slowly, on parsed values. Null is no value.</summary>
/// <param name="resolve">The value of a name.</param>
/// <param name="unitOf">The unit of a name's numbers.</param>
internal sealed class ReferenceRecipe(Func<string, JToken?> resolve, Func<string, string?> unitOf)
{
    internal static bool IsEmpty(JToken? value) => value is null or { Type: JTokenType.Null or JTokenType.Undefined }
        or JObject { Count: 0 } or JArray { Count: 0 } or JValue { Value: null or "" };

    internal JToken? Evaluate(JToken recipe)
    {
        JToken? value = recipe is JObject verbs ? EvaluateVerb(verbs) : resolve((string)recipe!);
        return IsEmpty(value) ? null : value;
    }

    /// <summary>Nanoseconds as seconds: whole where they are.</summary>
    internal static JValue Seconds(BigInteger nanoseconds)
    {
        decimal seconds = (decimal)nanoseconds / 1_000_000_000m;
        return seconds == decimal.Truncate(seconds) ? new JValue((long)seconds) : new JValue(seconds);
    }

    // What a value reads as in a text or a table.
    internal static string Text(JToken value) => value.Type == JTokenType.Boolean
        ? value.ToString().ToLowerInvariant()
        : ((JValue)value).ToString(CultureInfo.InvariantCulture);

    internal static string Letters(string text, string form)
    {
        text = form == "host" && text.Length > 1 && text.EndsWith('.') ? text[..^1] : text;
        return new string([.. text.Select(letter => !char.IsAscii(letter) ? letter
            : form == "upper" ? char.ToUpperInvariant(letter) : char.ToLowerInvariant(letter))]);
    }

    private JToken? EvaluateVerb(JObject verbs)
    {
        if (verbs["of"] is { } of)
        {
            return EvaluateOf(verbs, of);
        }

        JProperty verb = verbs.Properties().First();
        switch (verb.Name)
        {
            case "constant":
                return verb.Value;
            case "first":
                return verb.Value.Select(Evaluate).FirstOrDefault(value => value is not null);
            case "all":
                return All(verb.Value.Select(Evaluate));
            case "template":
                return Template((string)verb.Value!);
            case "sum":
                BigInteger[] terms = [.. verb.Value.Select(Evaluate).Select(Whole).OfType<BigInteger>()];
                BigInteger sum = terms.Aggregate(BigInteger.Zero, (total, term) => total + term);
                return terms.Length == 0 || sum > long.MaxValue || sum < long.MinValue ? null : (long)sum;
            case "elapsed":
                BigInteger?[] times = [.. verb.Value.Select(Evaluate).Select(ReferenceTime.Parse)];
                return times[1] >= times[0] ? (long)(times[1]! - times[0]!) : null;
            default:
                throw new NotSupportedException(verb.Name);
        }
    }

    private JToken? EvaluateOf(JObject verbs, JToken of)
    {
        JToken? value = Evaluate(of);
        if (verbs["values"] is JObject rows)
        {
            JProperty? row = value is JValue ? rows.Properties().FirstOrDefault(row => row.Name.EndsWith('*')
                ? Text(value).StartsWith(row.Name[..^1], StringComparison.Ordinal) : Text(value) == row.Name) : null;
            return row?.Value ?? verbs["otherwise"];
        }

        if ((string?)verbs["as"] is "seconds" or "nanoseconds" or "milliseconds" or "text" or "whole" or "ip" or "json")
        {
            return InForm(value, of, (string)verbs["as"]!);
        }

        if (value is not { Type: JTokenType.String })
        {
            return null;
        }

        string text = Repaired((string)value!);
        return verbs switch
        {
            _ when verbs["after"] is { } mark => text.Split((string)mark!, 2) is [_, var behind] ? behind : null,
            _ when verbs["before"] is { } mark => text.Split((string)mark!, 2) is [var before, _] ? before : null,
            _ when verbs["startingWith"] is { } starts => starts.Any(start =>
                text.StartsWith((string)start!, StringComparison.Ordinal))
                ? value : null,
            _ when verbs["part"] is { } part => Part(text, (string)part!),
            _ when (string)verbs["as"]! == "length" => text.EnumerateRunes().Count(),
            _ => Letters(text, (string)verbs["as"]!),
        };
    }

    private JToken? InForm(JToken? value, JToken of, string form)
    {
        switch (form)
        {
            case "json":
                return value?.ToString(Newtonsoft.Json.Formatting.None);
            case "text":
                return value is JValue ? Text(value) : null;
            case "whole":
                return value is null ? null : ReferenceType.Convert(value, "int", omits: false);
            case "ip":
                return value is null ? null : ReferenceType.Convert(ReferenceType.Unmapped(value), "ip", omits: false);
            case "milliseconds":
                return ReferenceTime.Parse(value) is { } time ? (long)(time / 1_000_000) : null;
        }

        string? unit = of is JObject first ? unitOf((string)first["first"]![0]!) : unitOf((string)of!);
        int power = unit switch { "ns" => 0, "us" => 3, "ms" => 6, _ => 9 };
        BigInteger? whole = Whole(value);
        BigInteger? nanoseconds = whole < 0 ? null : whole * BigInteger.Pow(10, power);
        return form == "seconds"
            ? nanoseconds is null ? null : Seconds(nanoseconds.Value)
            : nanoseconds > long.MaxValue ? null : (long?)nanoseconds;
    }

    private static JArray All(IEnumerable<JToken?> values)
    {
        var all = new JArray();
        IEnumerable<JToken?> elements = values.SelectMany(value =>
            value is JArray list ? (IEnumerable<JToken?>)list : [value]);
        foreach (JToken element in elements.OfType<JToken>())
        {
            JToken value = element is JValue { Value: string text } ? Repaired(text) : element;
            if (!IsEmpty(value) && !all.Any(other => JToken.DeepEquals(other, value)))
            {
                all.Add(value);
            }
        }

        return all;
    }

    private JToken? Template(string template)
    {
        bool isWhole = true;
        string text = Regex.Replace(template, @"\{([\w.]+)(\??)\}", match =>
        {
            JToken? value = resolve(match.Groups[1].Value);
            bool isText = !IsEmpty(value) && value is JValue;
            isWhole &= isText || match.Groups[2].Length > 0;
            return isText ? Text(value!) : "";
        });
        return isWhole ? text : null;
    }

    // The expression of RFC 3986, appendix B, with a scheme only where :// follows.
    private static JToken? Part(string url, string part)
    {
        Match match = Regex.Match(
            url, @"^(?:([A-Za-z][A-Za-z0-9+.\-]*)://([^/?#]*))?([^?#]*)(?:\?([^#]*))?", RegexOptions.Singleline);
        string authority = part.StartsWith("host", StringComparison.Ordinal)
            ? Regex.Match(url, "^[^/?#]*", RegexOptions.Singleline).Value : match.Groups[2].Value;
        string host = authority.Split('@')[^1];
        Match port = Regex.Match(host, @"^(?:.*\])?[^:\]]*:([^:\]]*)$", RegexOptions.Singleline);
        string name = port.Success ? host[..(port.Groups[1].Index - 1)] : host;
        return part switch
        {
            "scheme" => match.Groups[1].Value,
            "path" => match.Groups[1].Success || url.StartsWith('/') ? match.Groups[3].Value : "",
            "query" => match.Groups[4].Value,
            "domain" or "host" => name,
            _ => Regex.IsMatch(port.Groups[1].Value, "^[1-9][0-9]{0,4}\\z")
                ? int.Parse(port.Groups[1].Value, CultureInfo.InvariantCulture) : null,
        };
    }

    private static BigInteger? Whole(JToken? value) => value is JValue { Type: JTokenType.Integer or JTokenType.String }
        && BigInteger.TryParse(Text(
            value), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out BigInteger number)
        && number >= long.MinValue && number <= long.MaxValue ? number : null;

    // Half a surrogate pair is not a character, so whatever looks at the text sees a replacement for it.
    private static string Repaired(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
}
