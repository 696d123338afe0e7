using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Connectors.Conventions;

/// <summary>What things are called, and which of them others may see.</summary>
internal static class NameRules
{
    private static readonly string[] EmptyEndings =
        ["Manager", "Helper", "Helpers", "Utils", "Util", "Processor", "Service", "Info", "Data"];

    internal static IEnumerable<Finding> EmptyNames(SourceFile file) =>
        from type in file.All<BaseTypeDeclarationSyntax>()
        let name = type.Identifier.Text
        where EmptyEndings.Any(ending => name.EndsWith(ending, StringComparison.Ordinal))
        select file.Found(type, name, "has a name that says nothing");

    /// <summary>Classes and records that could be inherited from although nobody said so.</summary>
    internal static IEnumerable<Finding> OpenTypes(SourceFile file) =>
        from type in file.All<TypeDeclarationSyntax>()
        where type is ClassDeclarationSyntax || type.IsKind(SyntaxKind.RecordDeclaration)
        where !type.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.SealedKeyword or SyntaxKind.StaticKeyword
            or SyntaxKind.AbstractKeyword)
        select file.Found(type, type.Identifier.Text, "is neither sealed nor static nor abstract");

    internal static IEnumerable<Finding> PublicTypes(SourceFile file) =>
        from type in file.All<BaseTypeDeclarationSyntax>()
        where type.Modifiers.Any(SyntaxKind.PublicKeyword)
        select file.Found(type, type.Identifier.Text, "is public");

    /// <summary>Methods that give a task, and are not called ...Async. Tests are sentences.</summary>
    internal static IEnumerable<Finding> MisnamedAsyncMethods(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where IsTask(method.ReturnType) && !method.Identifier.Text.EndsWith("Async", StringComparison.Ordinal)
        where !method.Modifiers.Any(SyntaxKind.OverrideKeyword) && method.ExplicitInterfaceSpecifier is null
        where !SizeRules.HasAttribute(method, "Fact") && !SizeRules.HasAttribute(method, "Theory")
        select file.Found(method, method.Identifier.Text, "gives a task but is not called ...Async");

    /// <summary>Tests whose name is no sentence.</summary>
    internal static IEnumerable<Finding> NamesThatAreNoSentence(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where SizeRules.HasAttribute(method, "Fact") || SizeRules.HasAttribute(method, "Theory")
        where !method.Identifier.Text.Contains('_', StringComparison.Ordinal)
        select file.Found(method, method.Identifier.Text, "is no sentence: A_test_says_what_is_so");

    /// <summary>Suppressed warnings without a reason on the same line.</summary>
    internal static IEnumerable<Finding> SilentSuppressions(SourceFile file) =>
        from line in file.Lines.Index()
        let text = line.Item.Trim()
        where text.StartsWith("#pragma warning disable", StringComparison.Ordinal)
            || text.StartsWith("[SuppressMessage(", StringComparison.Ordinal)
        where !text.Contains("// ", StringComparison.Ordinal)
            && !text.Contains("Justification = ", StringComparison.Ordinal)
        select new Finding(file.Path, $"line {line.Index + 1}: suppresses a warning without a reason");

    internal static IEnumerable<Finding> LogMessages(SourceFile file) =>
        from method in file.All<MethodDeclarationSyntax>()
        where SizeRules.HasAttribute(method, "LoggerMessage")
            && !file.Path.EndsWith(".Log.cs", StringComparison.Ordinal)
        select file.Found(method, method.Identifier.Text, "belongs into <Class>.Log.cs");

    private static bool IsTask(TypeSyntax type) => type switch
    {
        QualifiedNameSyntax qualified => IsTask(qualified.Right),
        SimpleNameSyntax name => name.Identifier.Text is "Task" or "ValueTask",
        _ => false,
    };
}
