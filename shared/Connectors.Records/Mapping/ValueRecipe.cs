using System.Text.Json;

namespace Connectors.Records;

/// <summary>
/// How a value is made of others, as it stands in a dataset file or a field map: a name stands for that name's value,
/// an object for one of the verbs below. Recipes may stand inside each other. A recipe gives no value when what it
/// needs has none.
/// </summary>
/// <remarks>
/// <c>"name"</c>, in a dataset also <c>"Field.inner.inner"</c> · <c>{"constant": value}</c> · <c>{"first": [...]}</c>
/// the first that has a value · <c>{"all": [...]}</c> every different value, as an array · <c>{"template":
/// "{A}://{B}{C?}"}</c> text with values in it, the ones with ? may be missing · <c>{"sum": [...]}</c> of whole numbers
/// · <c>{"elapsed": [start, end]}</c> nanoseconds between two times.
/// <para>
/// <c>{"of": r, "after": "?"}</c> and <c>{"of": r, "before": "/"}</c> what stands behind and before a text ·
/// <c>{"of": r, "startingWith": ["http:", "https:"]}</c> the text, if it starts so · <c>{"of": r, "part": "domain"}</c>
/// a part of a URL: <see cref="UrlPart"/> · <c>{"of": r, "values": {"block*": "blocked"}, "otherwise": v}</c> a table,
/// where a star stands for any end, and what else it gives, also without a value · <c>{"of": r, "as": form}</c>:
/// <c>length</c> characters of a text; <c>seconds</c>, <c>nanoseconds</c> of a number with a unit of time;
/// <c>milliseconds</c> of a time, since 1970; <c>lower</c>, <c>upper</c>, <c>host</c> a text in that form; <c>text</c>,
/// <c>whole</c> (a number), <c>ip</c> the same value, if it is of that kind; <c>json</c> any value as JSON in a text.
/// </para>
/// </remarks>
public abstract record ValueRecipe
{
    /// <summary>All names that the recipe uses.</summary>
    public abstract IEnumerable<string> References { get; }

    /// <summary>Reads a recipe; throws <see cref="FormatException"/> with the reason when it is none.</summary>
    public static ValueRecipe Read(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.String)
        {
            return new NameRecipe(element.GetString()!);
        }

        if (element.ValueKind != JsonValueKind.Object)
        {
            throw new FormatException($"{element.GetRawText()} is neither a name nor an object with a verb");
        }

        if (element.TryGetProperty("of", out JsonElement of))
        {
            return ReadOf(element, Read(of));
        }

        JsonProperty verb = element.EnumerateObject().First();
        return verb.Name switch
        {
            "constant" => new ConstantRecipe(Minify(verb.Value)),
            "first" => new FirstRecipe(ReadAll(verb.Value)),
            "all" => new AllRecipe(ReadAll(verb.Value)),
            "sum" => new SumRecipe(ReadAll(verb.Value)),
            "elapsed" when verb.Value.GetArrayLength() == 2 =>
                new ElapsedRecipe(Read(verb.Value[0]), Read(verb.Value[1])),
            "template" => TemplateRecipe.Read(verb.Value.GetString()!),
            _ => throw new FormatException($"'{verb.Name}' is not a verb, or lacks something"),
        };
    }

    /// <summary>The value on one line: a record is one line, so whatever goes into it must be too.</summary>
    internal static byte[] Minify(JsonElement value)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes))
        {
            value.WriteTo(writer);
        }

        return bytes.ToArray();
    }

    private static ValueRecipe ReadOf(JsonElement element, ValueRecipe of)
    {
        JsonProperty[] verbs = [.. element.EnumerateObject().Where(member => member.Name is not ("of" or "otherwise"))];
        JsonProperty verb = verbs.FirstOrDefault();
        switch (verbs.Length == 1 ? verb.Name : null)
        {
            case "after":
                return new AfterRecipe(of, verb.Value.GetString()!);
            case "before":
                return new BeforeRecipe(of, verb.Value.GetString()!);
            case "startingWith":
                return new StartingRecipe(of, [.. verb.Value.EnumerateArray().Select(start => start.GetString()!)]);
            case "values":
                byte[]? otherwise = element.TryGetProperty("otherwise", out JsonElement other) ? Minify(other) : null;
                return new TableRecipe(
                    of, verb.Value.EnumerateObject().ToDictionary(row => row.Name, row =>
                        Minify(row.Value)), otherwise);
            case "part" when Enum.TryParse(verb.Value.GetString(), ignoreCase: true, out UrlPart part):
                return new PartRecipe(of, part);
            case "as" when verb.Value.GetString() is { } form && FormRecipe.Forms.Contains(form):
                return new FormRecipe(of, form);
            default:
                throw new FormatException(
                    $"{element.GetRawText()} needs 'after', 'before', 'startingWith', 'values', 'part': "
                    + $"{string.Join(", ", Enum.GetNames<UrlPart>())}, or 'as': {string.Join(", ", FormRecipe.Forms)}");
        }
    }

    private static IReadOnlyList<ValueRecipe> ReadAll(JsonElement element) =>
        [.. element.EnumerateArray().Select(Read)];
}

/// <summary>The value of a name.</summary>
public sealed record NameRecipe(string Name) : ValueRecipe
{
    public override IEnumerable<string> References => [Name];
}

/// <summary>Always the same value, as UTF-8 JSON.</summary>
public sealed record ConstantRecipe(byte[] Json) : ValueRecipe
{
    public override IEnumerable<string> References => [];
}

/// <summary>The first of several that has a value.</summary>
public sealed record FirstRecipe(IReadOnlyList<ValueRecipe> Choices) : ValueRecipe
{
    public override IEnumerable<string> References => Choices.SelectMany(choice => choice.References);
}

/// <summary>Every different value of several, as an array.</summary>
public sealed record AllRecipe(IReadOnlyList<ValueRecipe> Choices) : ValueRecipe
{
    public override IEnumerable<string> References => Choices.SelectMany(choice => choice.References);
}

/// <summary>The sum of whole numbers.</summary>
public sealed record SumRecipe(IReadOnlyList<ValueRecipe> Terms) : ValueRecipe
{
    public override IEnumerable<string> References => Terms.SelectMany(term => term.References);
}

/// <summary>Nanoseconds from one time to another.</summary>
public sealed record ElapsedRecipe(ValueRecipe Start, ValueRecipe End) : ValueRecipe
{
    public override IEnumerable<string> References => Start.References.Concat(End.References);
}

/// <summary>What stands behind the first place of a text.</summary>
public sealed record AfterRecipe(ValueRecipe Of, string Mark) : ValueRecipe
{
    public override IEnumerable<string> References => Of.References;
}

/// <summary>What stands before the first place of a text.</summary>
public sealed record BeforeRecipe(ValueRecipe Of, string Mark) : ValueRecipe
{
    public override IEnumerable<string> References => Of.References;
}

/// <summary>A text, if it starts in one of several ways.</summary>
public sealed record StartingRecipe(ValueRecipe Of, IReadOnlyList<string> Starts) : ValueRecipe
{
    public override IEnumerable<string> References => Of.References;
}

/// <summary>A table from text to value, each value as UTF-8 JSON.</summary>
public sealed record TableRecipe(ValueRecipe Of, IReadOnlyDictionary<string, byte[]> Rows, byte[]? Otherwise)
    : ValueRecipe
{
    public override IEnumerable<string> References => Of.References;
}

/// <summary>The same value in another form: one of <see cref="Forms"/>.</summary>
public sealed record FormRecipe(ValueRecipe Of, string Form) : ValueRecipe
{
    internal static readonly string[] Forms =
        ["length", "seconds", "nanoseconds", "milliseconds", "lower", "upper", "host", "text", "whole", "ip",
        "json"];

    public override IEnumerable<string> References => Of.References;
}

/// <summary>A part of a URL.</summary>
public sealed record PartRecipe(ValueRecipe Of, UrlPart Part) : ValueRecipe
{
    public override IEnumerable<string> References => Of.References;
}

/// <summary>A text with values in it.</summary>
public sealed record TemplateRecipe(IReadOnlyList<TemplatePart> Parts) : ValueRecipe
{
    public override IEnumerable<string> References =>
        Parts.Where(part => part.Name is not null).Select(part => part.Name!);

    /// <summary>Reads <c>{Name}</c>, <c>{Name?}</c> and the text between them.</summary>
    public static TemplateRecipe Read(string template)
    {
        var parts = new List<TemplatePart>();
        foreach (string piece in template.Split('{'))
        {
            int close = piece.IndexOf('}');
            if (close >= 0)
            {
                string name = piece[..close];
                parts.Add(new TemplatePart(name.TrimEnd('?'), "", name.EndsWith('?')));
            }

            if (close + 1 < piece.Length)
            {
                parts.Add(new TemplatePart(null, piece[(close + 1)..], IsOptional: false));
            }
        }

        return new TemplateRecipe(parts);
    }
}

/// <summary>A piece of a template: a name, or a text.</summary>
public sealed record TemplatePart(string? Name, string Text, bool IsOptional);
