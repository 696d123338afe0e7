using Newtonsoft.Json.Linq;

namespace LocalIntake;

/// <summary>
/// Reads the members of a JSON object over values that are there already, and collects everything that is wrong, to
/// tell it all at once. After a problem it answers with the value that was there.
/// </summary>
/// <param name="document">The object.</param>
/// <param name="path">What stands before a member's name in a problem.</param>
/// <param name="problems">Where problems go.</param>
internal sealed class MemberReader(JObject document, string path, List<string> problems)
{
    private readonly HashSet<string> known = [];

    internal bool Flag(string name, bool current) => Read(
        name,
        current,
        "must be true or false",
        static token => token.Type == JTokenType.Boolean ? (bool)token : null);

    internal int Whole(string name, int current, int least, int most) => Read(
        name, current, $"must be a whole number from {least} to {most}", token => ToWhole(token, least, most));

    /// <summary>Null when it is not given.</summary>
    internal int? OptionalWhole(string name, int least, int most) => Has(name) ? Whole(name, least, least, most) : null;

    internal double Fraction(string name, double current) => Read(
        name,
        current,
        "must be a number from 0 to 1",
        static token => IsNumber(token) && (double)token is >= 0 and <= 1 and var fraction ? fraction : null);

    internal T Choice<T>(string name, T current)
        where T : struct, Enum => Read(
            name,
            current,
            "must be one of " + string.Join(", ", Enum.GetNames<T>()).ToLowerInvariant(),
            static token => Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value =>
                token.Type == JTokenType.String
                && string.Equals((string)token!, value.ToString()!.ToLowerInvariant(), StringComparison.Ordinal)));

    /// <summary>Null when it is not given.</summary>
    internal string? OptionalHeader(string name)
    {
        JToken? token = Take(name);
        bool isText = token is null or { Type: JTokenType.String };
        string? text = isText ? (string?)token : null;
        if (isText && (text ?? "").All(letter => letter is >= ' ' and <= '~'))
        {
            return text;
        }

        AddProblem(name, "must be a text that fits into a header");
        return null;
    }

    internal IReadOnlyList<string> Texts(string name, IReadOnlyList<string> current) => Items(
        name,
        current,
        "must be a list of texts",
        static (token, _) => token.Type == JTokenType.String && (string)token! is { Length: > 0 } text ? text : null);

    /// <summary>A list, each item read by itself.</summary>
    /// <param name="name">The member.</param>
    /// <param name="current">What is there already.</param>
    /// <param name="rule">What to say of an item that cannot be read.</param>
    /// <param name="read">Reads an item; with a reader of members if it is an object. Null: it is wrong.</param>
    internal IReadOnlyList<T> Items<T>(
        string name, IReadOnlyList<T> current, string rule, Func<JToken, MemberReader?, T?> read)
        where T : class
    {
        JToken? token = Take(name);
        if (token is null)
        {
            return current;
        }

        List<T?> items = token is JArray list
            ? [.. list.Select((item, index) => ReadItem(item, $"{path}{name}[{index}].", read))]
            : [null];
        if (!items.Contains(null))
        {
            return [.. items.OfType<T>()];
        }

        AddProblem(name, rule);
        return current;
    }

    /// <summary>A member that is an object again; null when it is not given, or is none.</summary>
    internal MemberReader? Object(string name)
    {
        JToken? token = Take(name);
        if (token is null)
        {
            return null;
        }

        if (token is not JObject inner)
        {
            AddProblem(name, "must be an object");
            return null;
        }

        return new MemberReader(inner, $"{path}{name}.", problems);
    }

    internal bool Has(string name) => document.ContainsKey(name);

    internal void AddProblem(string name, string rule) => problems.Add(
        document.TryGetValue(name, out JToken? token)
            ? $"{path}{name} {rule}; it is {token.ToString(Newtonsoft.Json.Formatting.None)}"
            : $"{path}{name} {rule}");

    /// <summary>Call it last: a member that nobody asked for is a problem.</summary>
    internal void RefuseUnknown()
    {
        IEnumerable<string> names = document.Properties().Select(member => member.Name);
        foreach (string name in names.Where(name => !known.Contains(name)))
        {
            problems.Add($"{path}{name} is unknown; there are {string.Join(", ", known)}");
        }
    }

    private static int? ToWhole(JToken token, int least, int most) =>
        token is JValue { Type: JTokenType.Integer, Value: long number } && number >= least && number <= most
            ? (int)number
            : null;

    private static bool IsNumber(JToken token) => token.Type is JTokenType.Integer or JTokenType.Float;

    private T? ReadItem<T>(JToken item, string itemPath, Func<JToken, MemberReader?, T?> read)
        where T : class
    {
        MemberReader? members = item is JObject inner ? new MemberReader(inner, itemPath, problems) : null;
        T? value = read(item, members);
        members?.RefuseUnknown();
        return value;
    }

    private T Read<T>(string name, T current, string rule, Func<JToken, T?> read)
        where T : struct
    {
        JToken? token = Take(name);
        if (token is null)
        {
            return current;
        }

        if (read(token) is { } value)
        {
            return value;
        }

        AddProblem(name, rule);
        return current;
    }

    private JToken? Take(string name)
    {
        known.Add(name);
        return document.GetValue(name, StringComparison.Ordinal);
    }
}
