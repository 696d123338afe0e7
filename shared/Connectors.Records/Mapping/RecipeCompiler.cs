using System.Text;

namespace Connectors.Records;

/// <summary>Makes recipes ready for the records of one batch: names become places in the record.</summary>
internal sealed class RecipeCompiler(Dataset dataset, FieldNames names)
{
    /// <summary>Compiles a recipe whose names are of the common vocabulary.</summary>
    internal ValueExpression CompileCommon(ValueRecipe recipe) => Compile(recipe, ResolveCommon);

    // A dataset that has nothing of this name never gives a value.
    private ValueExpression ResolveCommon(string name)
    {
        if (dataset.Fields.FirstOrDefault(field => field.Common.Contains(name)) is { } field)
        {
            return ResolveField(field.Name);
        }

        return dataset.Derived.TryGetValue(name, out ValueRecipe? derived)
            ? Compile(derived, ResolveField)
            : new ConstantExpression(dataset.Constants.GetValueOrDefault(name));
    }

    private FieldExpression ResolveField(string name) => new(
        names.Want(name),
        dataset.Fields.FirstOrDefault(field => field.Name == name)?.Unit);

    private static ValueExpression Compile(ValueRecipe recipe, Func<string, ValueExpression> resolve) => recipe switch
    {
        NameRecipe name => resolve(name.Name),
        ConstantRecipe constant => new ConstantExpression(constant.Json),
        FirstRecipe first => new FirstExpression(CompileAll(first.Choices, resolve)),
        SumRecipe sum => new SumExpression(CompileAll(sum.Terms, resolve)),
        ElapsedRecipe elapsed => new ElapsedExpression(Compile(elapsed.Start, resolve), Compile(elapsed.End, resolve)),
        AfterRecipe after => new AfterExpression(Compile(after.Of, resolve), Encoding.UTF8.GetBytes(after.Mark)),
        StartingRecipe starting => new StartingExpression(
            Compile(starting.Of, resolve), [.. starting.Starts.Select(Encoding.UTF8.GetBytes)]),
        LengthRecipe length => new LengthExpression(Compile(length.Of, resolve)),
        SecondsRecipe seconds => new SecondsExpression(Compile(seconds.Of, resolve)),
        TableRecipe table => new TableExpression(
            Compile(table.Of, resolve),
            table.Rows.Select(row => (Encoding.UTF8.GetBytes(row.Key), row.Value)),
            table.Otherwise),
        TemplateRecipe template =>
            new TemplateExpression([.. template.Parts.Select(part => CompilePart(part, resolve))]),
        _ => throw new NotSupportedException(recipe.GetType().Name),
    };

    private static ValueExpression[] CompileAll(
        IEnumerable<ValueRecipe> recipes, Func<string, ValueExpression> resolve) =>
        [.. recipes.Select(recipe => Compile(recipe, resolve))];

    private static (ValueExpression? Value, byte[] Text, bool IsOptional) CompilePart(
        TemplatePart part, Func<string, ValueExpression> resolve)
    {
        var text = new ByteWriter(part.Text.Length + 1);
        JsonText.WriteEscaped(Encoding.UTF8.GetBytes(part.Text), text);
        return (part.Name is null ? null : resolve(part.Name), text.Written.ToArray(), part.IsOptional);
    }
}
