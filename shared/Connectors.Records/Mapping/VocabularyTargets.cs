namespace Connectors.Records;

/// <summary>The targets of documents of one dataset, with their values and types.</summary>
internal sealed class VocabularyTargets(Dataset dataset, FieldNames names)
{
    private const string OriginalName = "event.original";

    private readonly RecipeCompiler compiler = new(dataset, names);

    /// <summary>
    /// The numbers of the fields that have a target of their own among those made so far. What something is only made
    /// of, a sum or a text of several, is not placed by that: it would be lost.
    /// </summary>
    internal HashSet<int> Placed { get; } = [];

    /// <summary>Everything that the dataset gives in the common vocabulary, each value of its type.</summary>
    internal IEnumerable<DocumentTarget> All(bool keepsOriginal)
    {
        IEnumerable<DocumentTarget> all = dataset.Fields.SelectMany(OfField)
            .Concat(dataset.Constants.Keys.Select(OfName))
            .Concat(dataset.Derived.Keys.Select(OfName));
        bool hasTime = compiler.FieldOf(Dataset.TimeName) is not null;
        all = hasTime ? all : all.Append(OfName(Dataset.TimeName));
        return keepsOriginal ? all.Append(new DocumentTarget(OriginalName, new OriginalExpression())) : all;
    }

    /// <summary>
    /// What a destination's map makes of the dataset. A value has the type that the vocabulary gives its name; what is
    /// of another type has no place there, and is of the rest.
    /// </summary>
    internal IEnumerable<DocumentTarget> Of(FieldMap map) => map.FieldsOf(dataset).Select(field =>
    {
        bool isList = field.Value is AllRecipe;
        return OfElements(new DocumentTarget(field.Key, compiler.CompileCommon(field.Value))
        {
            Type = ElementTypeOf(field.Value) is { } type ? FieldType.Of(isList ? $"array[{type}]" : type) : null,
            FieldId = PlaceOwn((field.Value as NameRecipe)?.Name),
            OmitsMisfits = isList,
        });
    });

    private IEnumerable<DocumentTarget> OfField(DatasetField field)
    {
        int nameId = names.Want(field.Name);
        Placed.Add(nameId);
        return field.Common.Select(common => new DocumentTarget(common, compiler.CompileField(field.Name))
        {
            Type = FieldType.Of(field.Type),
            FieldId = nameId,
        });
    }

    private DocumentTarget OfName(string common) =>
        OfElements(new DocumentTarget(common, compiler.CompileCommon(new NameRecipe(common)))
        {
            Type = dataset.DerivedTypes.TryGetValue(common, out string? type) ? FieldType.Of(type) : null,
            OmitsMisfits = true,
        });

    // A list of several values has elements of its type from the beginning.
    private static DocumentTarget OfElements(DocumentTarget target)
    {
        ValueExpression value = target.Value is RememberedExpression remembered ? remembered.Of : target.Value;
        return value is AllExpression all && target.Type is { IsList: true } type
            ? target with { Value = RememberedExpression.Remember(all.Of(type)), Type = null }
            : target;
    }

    // A time is written anew, and what is none is not written.
    private int PlaceOwn(string? common)
    {
        if (common is null
            || compiler.FieldOf(common) is not { Type: not "time" } own)
        {
            return FieldNames.None;
        }

        int nameId = names.Want(own.Name);
        Placed.Add(nameId);
        return nameId;
    }

    // The type of one value, also where the vocabulary has a list of them. An object goes to a destination as it is.
    private string? ElementTypeOf(ValueRecipe recipe) => recipe switch
    {
        NameRecipe name => ElementTypeOf(name.Name),
        FirstRecipe first => first.Choices.Select(ElementTypeOf).FirstOrDefault(type => type is not null),
        AllRecipe all => all.Choices.Select(ElementTypeOf).FirstOrDefault(type => type is not null),
        _ => null,
    };

    private string? ElementTypeOf(string common)
    {
        string? type = compiler.FieldOf(common)?.Type
            ?? dataset.DerivedTypes.GetValueOrDefault(common);
        string? element = type is null ? null : FieldType.ElementOf(type);
        return element is "object" ? null : element;
    }
}

/// <summary>The record itself as a text.</summary>
internal sealed class OriginalExpression : ComposedExpression
{
    protected override ValueKind Kind => ValueKind.String;

    protected override bool TryWrite(RecordView record, ByteWriter output)
    {
        JsonText.WriteString(record.Bytes, output);
        return true;
    }
}
