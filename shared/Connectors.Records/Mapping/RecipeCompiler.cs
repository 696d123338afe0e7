using System.Text;

namespace Connectors.Records;

/// <summary>Makes recipes ready for the records of one batch: names become places in the record.</summary>
internal sealed class RecipeCompiler(Dataset dataset, FieldNames names)
{
    private static readonly RecordFields NoFields = new();

    private readonly ILookup<string, DatasetField> fields = dataset.Fields
        .SelectMany(field => field.Common, (field, common) => (field, common))
        .ToLookup(pair => pair.common, pair => pair.field, StringComparer.Ordinal);

    /// <summary>The field that the vocabulary calls so; the first, if there are several.</summary>
    internal DatasetField? FieldOf(string common) => fields[common].FirstOrDefault();

    /// <summary>Compiles a recipe whose names are of the common vocabulary.</summary>
    internal ValueExpression CompileCommon(ValueRecipe recipe) =>
        RememberedExpression.Remember(Compile(recipe, ResolveCommon));

    /// <summary>
    /// The value of a field as the vocabulary has it: its text in the wanted form; its type is not looked at.
    /// </summary>
    /// <param name="name">A field's name; with dots, of something inside an object.</param>
    internal ValueExpression CompileField(string name) => RememberedExpression.Remember(ResolveField(name));

    private ValueExpression ResolveField(string name)
    {
        var path = new FieldPath(name);
        int nameId = names.Want(path.Name);
        if (!path.Inner.IsEmpty)
        {
            return new InnerExpression(new FieldFinder(path, names));
        }

        DatasetField? field = dataset.Fields.FirstOrDefault(field => field.Name == name);
        ValueExpression value = new FieldExpression(nameId, field?.Unit);
        bool isAddress = field?.Type is "ip" or "array[ip]";
        return field?.Form is { } form
            ? new FirstExpression([InForm(value, form), value]) // what is no text stays as it is
            : isAddress ? new AddressExpression(value) : value;
    }

    // A dataset that has nothing of this name never gives a value.
    private ValueExpression ResolveCommon(string name)
    {
        if (name == Dataset.TimeName)
        {
            return new TimeExpression([.. dataset.TimeFields.Select(names.Want)]);
        }

        if (FieldOf(name) is { } field)
        {
            return field.Type == "time" ? new TimeExpression([names.Want(field.Name)]) : ResolveField(field.Name);
        }

        return dataset.Derived.TryGetValue(name, out ValueRecipe? derived)
            ? Compile(derived, ResolveField)
            : new ConstantExpression(dataset.Constants.GetValueOrDefault(name));
    }

    // What is the same for every record is found out once.
    private static ValueExpression Compile(ValueRecipe recipe, Func<string, ValueExpression> resolve)
    {
        ValueExpression value = CompileOne(recipe, resolve);
        if (!value.IsConstant || value is ConstantExpression)
        {
            return value;
        }

        bool found = value.TryGet(new RecordView([], NoFields), out FieldValue constant);
        return found ? new ConstantExpression(constant.Json.ToArray()) : new ConstantExpression(null);
    }

    private static ValueExpression CompileOne(
        ValueRecipe recipe, Func<string, ValueExpression> resolve) => recipe switch
    {
        NameRecipe name => resolve(name.Name),
        ConstantRecipe constant => new ConstantExpression(constant.Json),
        FirstRecipe first => OfSeveral(CompileAll(first.Choices, resolve), FirstOf),
        AllRecipe all => OfSeveral(CompileAll(all.Choices, resolve), values => new AllExpression(values)),
        SumRecipe sum => new SumExpression(CompileAll(sum.Terms, resolve)),
        ElapsedRecipe elapsed => new ElapsedExpression(Compile(elapsed.Start, resolve), Compile(elapsed.End, resolve)),
        AfterRecipe after =>
            new AroundExpression(Compile(after.Of, resolve), Encoding.UTF8.GetBytes(after.Mark), isBehind: true),
        BeforeRecipe before =>
            new AroundExpression(Compile(before.Of, resolve), Encoding.UTF8.GetBytes(before.Mark), isBehind: false),
        StartingRecipe starting => new StartingExpression(
            Compile(starting.Of, resolve), [.. starting.Starts.Select(Encoding.UTF8.GetBytes)]),
        PartRecipe { Part: UrlPart.Host or UrlPart.HostPort } part =>
            new HostExpression(Compile(part.Of, resolve), part.Part),
        PartRecipe part => new UrlExpression(Compile(part.Of, resolve), part.Part),
        FormRecipe form => InForm(Compile(form.Of, resolve), form.Form),
        TableRecipe table => new TableExpression(
            Compile(table.Of, resolve),
            table.Rows.Select(row => (Encoding.UTF8.GetBytes(row.Key), row.Value)),
            table.Otherwise),
        TemplateRecipe template =>
            new TemplateExpression([.. template.Parts.Select(part => CompilePart(part, resolve))]),
        _ => throw new NotSupportedException(recipe.GetType().Name),
    };

    private static ValueExpression InForm(ValueExpression value, string form) => form switch
    {
        "length" => new LengthExpression(value),
        "seconds" => new SecondsExpression(value),
        "nanoseconds" => new NanosecondsExpression(value),
        "milliseconds" => new MillisecondsExpression(value),
        "text" => new TypedExpression(value, FieldType.Of("string")),
        "json" => new JsonExpression(value),
        "whole" => new TypedExpression(value, FieldType.Of("int")),
        "ip" => new TypedExpression(new AddressExpression(value), FieldType.Of("ip")),
        _ => new LetterExpression(value, isUpper: form == "upper", isHost: form == "host"),
    };

    private static ValueExpression[] CompileAll(
        IEnumerable<ValueRecipe> recipes, Func<string, ValueExpression> resolve) =>
        [.. recipes.Select(recipe => Compile(recipe, resolve)).Where(value => !value.IsNever)];

    // Of several fields each has a memory of its own.
    private static ValueExpression OfSeveral(ValueExpression[] values, Func<ValueExpression[], ValueExpression> make)
    {
        ValueExpression made = make(values);
        return made.OnlyId == FieldNames.None ? make([.. values.Select(RememberedExpression.Remember)]) : made;
    }

    private static ValueExpression FirstOf(ValueExpression[] choices) =>
        choices is [var only] ? only : new FirstExpression(choices);

    private static (ValueExpression? Value, byte[] Text, bool IsOptional) CompilePart(
        TemplatePart part, Func<string, ValueExpression> resolve)
    {
        return (part.Name is null ? null : resolve(part.Name), Escaped(part.Text), part.IsOptional);
    }

    private static byte[] Escaped(string text)
    {
        var escaped = new ByteWriter(text.Length + 1);
        JsonText.WriteEscaped(Encoding.UTF8.GetBytes(text), escaped);
        return escaped.Written.ToArray();
    }
}
