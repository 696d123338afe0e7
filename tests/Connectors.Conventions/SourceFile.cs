using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Connectors.Conventions;

/// <summary>A text file of the repository.</summary>
/// <param name="Path">From the root, with slashes.</param>
/// <param name="Text">Its content.</param>
internal sealed record SourceFile(string Path, string Text)
{
    private CompilationUnitSyntax? root;

    internal string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>Its syntax, if it is a C# file.</summary>
    internal CompilationUnitSyntax Root => root ??= CSharpSyntaxTree.ParseText(Text).GetCompilationUnitRoot();

    internal IEnumerable<T> All<T>()
        where T : SyntaxNode => Root.DescendantNodes().OfType<T>();

    internal bool IsUnder(params string[] folders) =>
        folders.Any(folder => Path.StartsWith(folder + "/", StringComparison.Ordinal));

    /// <summary>Says where something is wrong.</summary>
    /// <param name="node">What is wrong.</param>
    /// <param name="name">Its name, by which it can be allowed.</param>
    /// <param name="says">What is wrong with it.</param>
    internal Finding Found(SyntaxNode node, string name, string says) =>
        new($"{Path} {name}", $"line {node.GetLocation().GetLineSpan().StartLinePosition.Line + 1}: {says}");
}

/// <summary>Something that breaks a rule.</summary>
/// <param name="Place">File, and what in it; the allow-list uses the same words.</param>
/// <param name="Says">What is wrong.</param>
internal sealed record Finding(string Place, string Says);
