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
        bool hasTime = dataset.Fields.Any(field => field.Common.Contains(Dataset.TimeName));
        all = hasTime ? all : all.Append(OfName(Dataset.TimeName));
        return keepsOriginal ? all.Append(new DocumentTarget(OriginalName, new OriginalExpression())) : all;
    }

    /// <summary>
    /// What a destination's map makes of the dataset. A value that stands for itself has its type if it can; the
    /// destination's names have no types that would refuse it.
    /// </summary>
    internal IEnumerable<DocumentTarget> Of(FieldMap map) => map.FieldsOf(dataset).Select(field =>
    {
        string? name = (field.Value as NameRecipe)?.Name;
        PlaceOwn(name);
        return new DocumentTarget(field.Key, compiler.CompileCommon(field.Value))
        {
            Type = name is null ? null : TypeOf(name)?.OfElement(),
            TakesMisfits = true,
        };
    });

    private IEnumerable<DocumentTarget> OfField(DatasetField field)
    {
        int nameId = names.Want(field.Name);
        Placed.Add(nameId);
        return field.Common.Select(common => new DocumentTarget(common, compiler.ResolveField(field.Name))
        {
            Type = FieldType.Of(field.Type),
            FieldId = nameId,
        });
    }

    private DocumentTarget OfName(string common) => new(common, compiler.CompileCommon(new NameRecipe(common)))
    {
        Type = dataset.DerivedTypes.TryGetValue(common, out string? type) ? FieldType.Of(type) : null,
        OmitsMisfits = true,
    };

    // A time is written anew, and what is none is not written.
    private void PlaceOwn(string? common)
    {
        if (dataset.Fields.FirstOrDefault(field => field.Common.Contains(common)) is { Type: not "time" } own)
        {
            Placed.Add(names.Want(own.Name));
        }
    }

    // An object goes to a destination as it is.
    private FieldType? TypeOf(string common)
    {
        string? type = dataset.Fields.FirstOrDefault(field => field.Common.Contains(common))?.Type
            ?? dataset.DerivedTypes.GetValueOrDefault(common);
        return type is null or "object" or "array[object]" ? null : FieldType.Of(type);
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
